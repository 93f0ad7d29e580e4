import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { env } from '#lib/env/env.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { buildCookieAttributes } from '#lib/sessions/cookie.ts'
import type { OpenSession } from '#lib/sessions/open-session.ts'
import { findCookieSession, signSessionToken } from '#lib/sessions/session.ts'
import { buildLoginHref } from './login/login-href.ts'

/** A session and its viewer. */
type PageSession = { viewer: Viewer; renewal: Date | null }

/** The session of this page's viewer. One query per request, however many components ask. */
export const findPageSession = cache(async () => findCookieSession(await headers()))

/** The same for a page that needs a viewer: anybody else is sent to the login, and from there to `next`. */
export async function requirePageViewer(next: string): Promise<PageSession> {
  const session = await findPageSession()
  if (!session.viewer) redirect(buildLoginHref(next))
  return session
}

/** The same for a page that only administrators may see: members are sent to the users. */
export async function requirePageAdmin(next: string): Promise<PageSession> {
  const session = await requirePageViewer(next)
  if (!isAdmin(session.viewer)) redirect('/users')
  return session
}

/** Gives the browser the token of a session that has just started. Only an action can: a page cannot set cookies. */
export async function setSessionCookie(
  user: { id: number; uid: string },
  session: OpenSession,
): Promise<void> {
  const token = await signSessionToken(user, session)
  await setCookie(token, Math.round((+session.expiresAt - Date.now()) / 1000))
}

/** Removes the token from the browser. */
export async function dropSessionCookie(): Promise<void> {
  await setCookie('', 0)
}

async function setCookie(value: string, maxAge: number): Promise<void> {
  const jar = await cookies()
  jar.set(env().cookieName, value, buildCookieAttributes(maxAge))
}
