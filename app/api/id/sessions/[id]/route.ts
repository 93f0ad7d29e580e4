import { expiredCookie } from '#lib/auth/cookie.ts'
import { requireSession } from '#lib/auth/session.ts'
import { endSession } from '#lib/auth/session-list.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    const id = (await params).id ?? ''
    await endSession(viewer, id)
    const answer = noContent()
    if (id === viewer.sessionId) answer.headers.set('Set-Cookie', expiredCookie())
    return answer
  },
})
