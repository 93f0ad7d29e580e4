import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { cookieAttributes } from '#lib/auth/cookie.ts'
import { findSession, type StartedSession } from '#lib/auth/session.ts'
import { env } from '#lib/env.ts'

/** Who looks at this page; asked of the database once per request, however many components ask. */
export const pageSession = cache(async () => findSession(await headers()))

/** Gives the browser the token of a session that has just started. Only actions can: a page sets no cookie. */
export async function keepToken({ token, expiresAt }: StartedSession): Promise<void> {
  await setCookie(token, Math.round((+expiresAt - Date.now()) / 1000))
}

/** Takes the token away from the browser. */
export async function dropToken(): Promise<void> {
  await setCookie('', 0)
}

async function setCookie(value: string, maxAge: number): Promise<void> {
  const jar = await cookies()
  jar.set(env().cookieName, value, cookieAttributes(maxAge))
}
