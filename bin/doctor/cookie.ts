import { env } from '#lib/env/env.ts'
import { listCookieVerdicts } from '#lib/origins/doctor/cookie.ts'
import { computeRelation } from '#lib/origins/doctor/site.ts'
import { findNeighbour } from '#lib/origins/doctor/this-machine.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { buildCookieAttributes } from '#lib/sessions/cookie.ts'
import { type Finding, fail, pass } from './finding.ts'

const CHECK = 'Cookie'

/** Checks in which browsers pages on other sites can use the cookie, if any of `allowed` has such pages. */
export function checkCookie(allowed: OriginJson[]): Finding {
  const { cookieName, publicUrl } = env()
  const { sameSite, secure, partitioned } = buildCookieAttributes(0)
  const marks = [`SameSite=${sameSite}`, secure && 'Secure', partitioned && 'Partitioned']
  const set = `${cookieName} (${marks.filter(Boolean).join(', ')})`
  const shape = { name: cookieName, sameSite, secure, partitioned }
  const kept = listCookieVerdicts('cross-site', shape).filter(({ sent }) => sent)
  const browsers = kept.map(({ browser }) => browser).join(' and ')
  const where = browsers
    ? `Pages on other sites can use it in ${browsers}. In other browsers they need /client.js.`
    : 'No browser sends it from a page on another site.'
  const far = allowed.filter(
    ({ origin, mode, enabled }) =>
      enabled &&
      mode !== 'bearer' &&
      computeRelation(makeSampleOrigin(origin), publicUrl) === 'cross-site',
  )
  if (far.length === 0 || browsers) return pass(CHECK, `${set}. ${where}`)
  const [first] = far
  const neighbour = first && findNeighbour(makeSampleOrigin(first.origin), publicUrl)
  if (neighbour) {
    const says = `${first.origin} and ${publicUrl.origin} are two sites, so pages there do not keep the cookie.`
    return fail(CHECK, says, `Open those pages at ${neighbour}, and allow that origin.`)
  }
  const says = `${set}. ${where} There are such pages on ${first?.origin}.`
  const fix =
    'Serve over https with a matching PUBLIC_URL and without COOKIE_SAMESITE, or use /client.js there.'
  return fail(CHECK, says, fix)
}

/** One origin that an entry of the list allows: `https://*.example.com` → `https://www.example.com`. */
export function makeSampleOrigin(origin: string): string {
  return origin.replace('*', 'www')
}
