import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { makePasswordProblem } from '#lib/authority/page-access.ts'
import { reloadOriginsAfterSleep } from './follow-origins.ts'
import { isGranted } from './missing-grant.ts'

/**
 * Lets a page of another origin sign somebody in by a password only if its entry says that it may take one: a script on
 * it can read what is typed there. A client that is not a page may send passwords.
 * @throws OriginProblem 403 `origin_no_passwords`.
 */
export async function requirePasswords(headers: Headers): Promise<void> {
  const origin = headers.get('origin')
  if (origin === null || mayTakePasswords(origin)) return
  await reloadOriginsAfterSleep()
  if (!mayTakePasswords(origin)) throw makePasswordProblem(origin)
}

function mayTakePasswords(origin: string): boolean {
  return readCorsPolicy().own.has(origin) || isGranted(origin, 'passwords')
}
