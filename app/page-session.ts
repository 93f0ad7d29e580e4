import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { env } from '#lib/env/env.ts'
import { buildCookieAttributes } from '#lib/sessions/cookie.ts'
import type { OpenSession } from '#lib/sessions/open-session.ts'
import { findSession, signSessionToken } from '#lib/sessions/session.ts'

/** Who looks at this page; asked of the database once per request, however many components ask. */
export const findPageSession = cache(async () => findSession(await headers()))

/** Gives the browser the token of a session that has just started. Only actions can: a page sets no cookie. */
export async function setSessionCookie(
  user: { id: number; uid: string },
  session: OpenSession,
): Promise<void> {
  const token = await signSessionToken(user, session)
  await setCookie(token, Math.round((+session.expiresAt - Date.now()) / 1000))
}

/** Takes the token away from the browser. */
export async function dropSessionCookie(): Promise<void> {
  await setCookie('', 0)
}

async function setCookie(value: string, maxAge: number): Promise<void> {
  const jar = await cookies()
  jar.set(env().cookieName, value, buildCookieAttributes(maxAge))
}
