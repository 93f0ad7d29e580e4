import type { z } from 'zod'
import { env } from '#lib/env/env.ts'
import { readJson } from '#lib/http/body.ts'
import { readClient } from '#lib/http/client-address.ts'
import { json } from '#lib/http/json.ts'
import { Problem } from '#lib/http/problem.ts'
import { toOwnUserJson } from '#lib/identity/user-json.ts'
import { signInByCode } from '#lib/oauth/code-cookie.ts'
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
    const credentials = await readJson(request, Credentials, wording)
    if (credentials.password) await requirePasswords(request.headers)
    const { viewer: before } = await findSession(request.headers, request)
    const { user, session } = await start(request, credentials, before?.sessionId ?? null)
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

/** Starts the session that the credentials are good for. @param before the one that the browser had. */
function start(
  request: Request,
  { uid, password, auth_session, code, code_verifier, client_id }: z.output<typeof Credentials>,
  before: string | null,
) {
  const client = readClient(request.headers)
  const given = code ?? undefined
  const wanted = { kind: 'cookie', replaces: before } as const
  if (auth_session) {
    const answers = { code: given, password: password ?? undefined }
    return continueSignIn(auth_session, answers, client, wanted)
  }
  if (uid) return signIn({ uid, password: password ?? '' }, client, wanted)
  if (!client_id) throw new Problem(401, 'uid_missing', 'User ID is missing')
  const terms = { client_id, code: given, code_verifier: code_verifier ?? undefined }
  return signInByCode(request, terms, client, before)
}
