import { env } from '#lib/env/env.ts'
import { listCookieVerdicts } from '#lib/origins/doctor/cookie.ts'
import { computeRelation } from '#lib/origins/doctor/site.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { buildCookieAttributes } from '#lib/sessions/cookie.ts'
import { type Finding, fault, ok } from './finding.ts'

const CHECK = 'Cookie'

/** What cookie a sign-in sets, and in which browsers a page on another site has it kept. */
export function checkCookie(allowed: OriginJson[]): Finding {
  const { cookieName, publicUrl } = env()
  const { sameSite, secure, partitioned } = buildCookieAttributes(0)
  const marks = [`SameSite=${sameSite}`, secure && 'Secure', partitioned && 'Partitioned']
  const set = `${cookieName} (${marks.filter(Boolean).join(', ')})`
  const shape = { name: cookieName, sameSite, secure, partitioned }
  const kept = listCookieVerdicts('cross-site', shape).filter(({ sent }) => sent)
  const browsers = kept.map(({ browser }) => browser).join(' and ')
  const where = browsers
    ? `A page on another site has it in ${browsers}; in others it needs /client.js.`
    : 'No browser sends it from a page on another site.'
  const far = allowed.filter(
    ({ origin, mode, enabled }) =>
      enabled &&
      mode !== 'bearer' &&
      computeRelation(makeSampleOrigin(origin), publicUrl) === 'cross-site',
  )
  if (far.length === 0 || browsers) return ok(CHECK, `${set}. ${where}`)
  const says = `${set}. ${where} Such a page is ${far[0]?.origin}.`
  const fix =
    'Serve over https, with PUBLIC_URL to match and COOKIE_SAMESITE not set, or use /client.js there.'
  return fault(CHECK, says, fix)
}

/** An origin that an entry of the list allows. */
export function makeSampleOrigin(origin: string): string {
  return origin.replace('*', 'www')
}
