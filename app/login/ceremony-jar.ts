import { cookies } from 'next/headers'
import { CEREMONY_LIFETIME_SECONDS } from '#lib/ceremony/ceremony.ts'
import {
  buildCeremonyCookieAttributes,
  findCeremonyCookieName,
} from '#lib/ceremony/ceremony-cookie.ts'

/** The sign-in that this browser has begun and not finished; empty without one. */
export async function readCeremony(): Promise<string> {
  const jar = await cookies()
  return jar.get(findCeremonyCookieName())?.value ?? ''
}

/** Gives the browser the secret of a sign-in that needs one more proof. */
export async function keepCeremony(authSession: string): Promise<void> {
  await setCookie(authSession, CEREMONY_LIFETIME_SECONDS)
}

/** Removes it, once the sign-in is over. */
export async function dropCeremony(): Promise<void> {
  await setCookie('', 0)
}

async function setCookie(value: string, maxAge: number): Promise<void> {
  const jar = await cookies()
  jar.set(findCeremonyCookieName(), value, buildCeremonyCookieAttributes(maxAge))
}
