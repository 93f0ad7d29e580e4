import { requireSession } from '#lib/auth/session.ts'
import { endSessions, listSessions } from '#lib/auth/session-list.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    return json(await listSessions(viewer))
  },
  async DELETE(request) {
    const viewer = await requireSession(request)
    await endSessions(viewer)
    return noContent()
  },
})
