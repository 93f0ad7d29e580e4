import { type Access, includesAccess } from '#lib/cors/access.ts'
import { type CorsPolicy, findEntry } from '#lib/cors/policy.ts'
import { env } from '#lib/env/env.ts'
import { type MissingGrant, OriginProblem } from '#lib/http/origin-problem.ts'
import { insufficientRole, type Problem } from '#lib/http/problem.ts'
import { hasAdminRole } from '#lib/identity/role.ts'
import type { AskingPage, Viewer } from '#lib/identity/viewer.ts'
import { readCorsPolicy } from './allow-list.ts'

/**
 * The page that asks, with what its entry grants now; of several the one that may least counts.
 * @param sender the origin that sent the request, '' for none. One that is not allowed changes nothing and can read no
 *   answer, so it is none here.
 * @param holders the origins that its session was given to. One that is not allowed any longer has the least there is.
 * @returns null if all of them are this server's own.
 */
export function findAskingPage(sender: string, holders: readonly string[] = []): AskingPage | null {
  const policy = readCorsPolicy()
  const entry = findEntry(policy, sender)
  const origins = entry && entry.standing !== 'disabled' ? [sender, ...holders] : holders
  const pages = origins
    .filter(origin => origin !== '' && !policy.own.has(origin))
    .map(origin => ({ origin, access: findAccess(policy, origin) }))
  return pages.reduce<AskingPage | null>(
    (least, page) => (least && includesAccess(page.access, least.access) ? least : page),
    null,
  )
}

function findAccess(policy: CorsPolicy, origin: string): Access {
  const entry = findEntry(policy, origin)
  return entry && entry.standing !== 'disabled' ? entry.access : 'account'
}

/**
 * Why a page may not call an operation in the name of `viewer`, or null.
 * @param needed the least that opens the operation; null if nobody has said so, which closes it.
 */
export function findAccessProblem(
  viewer: Pick<Viewer, 'role' | 'page'>,
  needed: Access | null,
): OriginProblem | null {
  const { page } = viewer
  if (!page) return null
  if (needed === null) return makeAccessProblem(page, 'administration')
  if (includesAccess(page.access, needed)) return null
  // Another entry would not help somebody who lacks the role: the operation itself says so, and records it.
  if (needed === 'administration' && !hasAdminRole(viewer)) return null
  return makeAccessProblem(page, needed)
}

/** Lets a page act only with an entry that grants `needed`. @throws OriginProblem 403 `origin_access`. */
export function requireAccess({ page }: Pick<Viewer, 'page'>, needed: Access): void {
  if (page && !includesAccess(page.access, needed)) throw makeAccessProblem(page, needed)
}

/** 403 for a viewer who may not do what an administrator may: they are none, or the page may not act as one. */
export function makeRightsProblem(viewer: Pick<Viewer, 'role' | 'page'>): Problem {
  return viewer.page && hasAdminRole(viewer)
    ? makeAccessProblem(viewer.page, 'administration')
    : insufficientRole('Admin')
}

/** 403 `origin_access`: the entry of the page does not grant `needed`. */
export function makeAccessProblem({ origin, access }: AskingPage, needed: Access): OriginProblem {
  const lacks = `Pages of ${origin} may not do this: it needs the access "${needed}", and they have "${access}".`
  return new OriginProblem(origin, needed, `${lacks} ${describeRemedy(origin, needed)}`)
}

/** 403 `origin_no_passwords`: the entry of the page does not let it take passwords. */
export function makePasswordProblem(origin: string): OriginProblem {
  const refused = `Pages of ${origin} may not take passwords: let people sign in on the pages of this server.`
  return new OriginProblem(origin, 'passwords', `${refused} ${describeRemedy(origin, 'passwords')}`)
}

/** How an administrator grants what is missing. */
function describeRemedy(origin: string, missing: MissingGrant): string {
  const entry = findEntry(readCorsPolicy(), origin)
  if (!entry) return 'This origin is not on the list any longer.'
  if (!env().corsOrigins.includes(entry.origin)) {
    return 'An administrator can change that on the page /origins.'
  }
  const setting = missing === 'passwords' ? 'CORS_PASSWORDS=1' : `CORS_ACCESS=${missing}`
  return `The entry stands in CORS_ORIGINS: whoever runs this server can set ${setting}.`
}
