import { requireSession } from '#lib/auth/session.ts'
import { endSessions, listSessions } from '#lib/auth/session-list.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/http/route.ts'
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
