import { requireSession } from '#lib/auth/session.ts'
import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/http/route.ts'
import { listRefusals, RefusalQuery } from '#lib/origins/refusal-list.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    const { limit } = readQuery(request, RefusalQuery)
    return json(await listRefusals(viewer, limit))
  },
})
