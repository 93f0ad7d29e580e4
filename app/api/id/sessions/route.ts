import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { endSessions } from '#lib/sessions/end-sessions.ts'
import { listSessions } from '#lib/sessions/list.ts'
import { requireSession } from '#lib/sessions/session.ts'

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
