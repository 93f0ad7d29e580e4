import { env } from '#lib/env/env.ts'
import { readJson } from '#lib/http/body.ts'
import { readClient } from '#lib/http/client-address.ts'
import { json } from '#lib/http/json.ts'
import { Problem } from '#lib/http/problem.ts'
import { toOwnUserJson } from '#lib/identity/user-json.ts'
import { requireMode } from '#lib/origins/require-mode.ts'
import { requirePasswords } from '#lib/origins/require-passwords.ts'
import { route } from '#lib/server/route.ts'
import { makeExpiredCookie, makeSessionCookie } from '#lib/sessions/cookie.ts'
import { endOwnSession } from '#lib/sessions/end-sessions.ts'
import { findSession, requireSession, signSessionToken } from '#lib/sessions/session.ts'
import { continueSignIn } from '#lib/sign-in/continue-sign-in.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import { Credentials } from '#lib/sign-in/sign-in-json.ts'

const wording = { notAnObject: 'Please provide user details' }

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    requireMode(request.headers, 'cookie')
    const { uid, password, auth_session, code } = await readJson(request, Credentials, wording)
    if (!uid && !auth_session) throw new Problem(401, 'uid_missing', 'User ID is missing')
    if (password) await requirePasswords(request.headers)
    const { viewer: before } = await findSession(request.headers, request)
    const client = readClient(request.headers)
    const wanted = { kind: 'cookie', replaces: before?.sessionId ?? null } as const
    const { user, session } = auth_session
      ? await continueSignIn(auth_session, { code: code ?? undefined }, client, wanted)
      : await signIn({ uid: uid ?? '', password: password ?? '' }, client, wanted)
    const token = await signSessionToken(user, session)
    return json(
      {
        message: `Authentication for ${user.uid} successful`,
        user: toOwnUserJson(user, env()),
        expiresAt: session.expiresAt.toISOString(),
      },
      { headers: { 'Set-Cookie': makeSessionCookie(token, env().sessionIdleSeconds) } },
    )
  },
  async DELETE(request) {
    const viewer = await requireSession(request)
    await endOwnSession(viewer)
    return json(
      { message: 'Token invalidated successfully' },
      { headers: { 'Set-Cookie': makeExpiredCookie() } },
    )
  },
})
