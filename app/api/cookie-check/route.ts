import { json } from '#lib/http/json.ts'
import { addReplyHeader, noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { checkProbeCookie, makeProbeCookie, requireCookiePage } from '#lib/sessions/probe-cookie.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return json(checkProbeCookie(request.headers))
  },
  async POST(request) {
    requireCookiePage(request.headers)
    addReplyHeader(request, 'Set-Cookie', makeProbeCookie())
    return noContent()
  },
})
