import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { endSessions } from '#lib/sessions/end-sessions.ts'
import { listSessions } from '#lib/sessions/list.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { findUser } from '#lib/users/store.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request, { params }) {
    const viewer = await requireSession(request)
    const user = await findUser({ uid: (await params).uid ?? '' })
    return json(await listSessions(viewer, user.id))
  },
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    const user = await findUser({ uid: (await params).uid ?? '' })
    await endSessions(viewer, user.id)
    return noContent()
  },
})
