import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { created } from '#lib/http/reply.ts'
import { NewOrigin } from '#lib/origins/schema.ts'
import { addOrigin, listOrigins } from '#lib/origins/store.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    return json(await listOrigins(viewer))
  },
  async POST(request) {
    const viewer = await requireSession(request)
    const origin = await addOrigin(viewer, await readJson(request, NewOrigin))
    return created(origin, `/api/origins/${origin.id}`)
  },
})
