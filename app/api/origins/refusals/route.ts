import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { listRefusals, RefusalQuery } from '#lib/origins/refusal-list.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    const { limit } = readQuery(request, RefusalQuery)
    return json(await listRefusals(viewer, limit))
  },
})
