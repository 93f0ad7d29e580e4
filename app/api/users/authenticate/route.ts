import { expiredCookie, sessionCookie } from '#lib/auth/cookie.ts'
import { endOwnSession, findSession, requireSession } from '#lib/auth/session.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import { Credentials } from '#lib/auth/sign-in-json.ts'
import { env } from '#lib/env.ts'
import { readJson } from '#lib/http/body.ts'
import { clientOf } from '#lib/http/client-ip.ts'
import { json } from '#lib/http/json.ts'
import { requireMode } from '#lib/http/origin-mode.ts'
import { Problem } from '#lib/http/problem.ts'
import { route } from '#lib/http/route.ts'
import { userJson } from '#lib/users/user-json.ts'

const wording = { notAnObject: 'Please provide user details' }

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    requireMode(request.headers, 'cookie')
    const { uid, password } = await readJson(request, Credentials, wording)
    if (!uid) throw new Problem(401, 'uid_missing', 'User ID is missing')
    const { viewer: before } = await findSession(request.headers)
    const { user, token, expiresAt } = await signIn(
      { uid, password: password ?? '' },
      clientOf(request.headers),
      before?.sessionId,
    )
    return json(
      {
        message: `Authentication for ${user.uid} successful`,
        user: userJson(user, user),
        expiresAt: expiresAt.toISOString(),
      },
      { headers: { 'Set-Cookie': sessionCookie(token, env().sessionIdle) } },
    )
  },
  async DELETE(request) {
    const viewer = await requireSession(request)
    await endOwnSession(viewer)
    return json(
      { message: 'Token invalidated successfully' },
      { headers: { 'Set-Cookie': expiredCookie() } },
    )
  },
})
