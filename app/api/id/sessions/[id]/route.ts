import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { makeExpiredCookie } from '#lib/sessions/cookie.ts'
import { endSession } from '#lib/sessions/end-sessions.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    const id = (await params).id ?? ''
    await endSession(viewer, id)
    const answer = noContent()
    if (id === viewer.sessionId) answer.headers.set('Set-Cookie', makeExpiredCookie())
    return answer
  },
})
