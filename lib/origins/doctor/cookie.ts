import type { Relation } from './site.ts'

/** The session cookie, with the attributes of `buildCookieAttributes` in lib/sessions/cookie.ts. */
export type CookieShape = {
  name: string
  sameSite: 'lax' | 'strict' | 'none'
  secure: boolean
  partitioned: boolean
}

/** The browsers whose default settings the doctor knows. */
export const BROWSERS = ['Chrome', 'Firefox', 'Safari'] as const
type Browser = (typeof BROWSERS)[number]
/** Whether a browser in its default settings sends the cookie, and why. */
export type CookieVerdict = { browser: Browser; sent: boolean; why: string }

/**
 * Says for each browser whether it sends the session cookie, if a page with this `relation` to the server asks for
 * it. Chrome compares the schemes of two sites, too (since version 89); Firefox and Safari do not for cookies (Firefox:
 * `network.cookie.sameSite.schemeful` is off). Safari keeps partitioned cookies since 26.2, but the verdict is about the versions before, which are common.
 */
export function listCookieVerdicts(
  relation: Relation,
  cookie: CookieShape,
  /** Whether page and server are on the same site apart from the scheme. */
  barScheme = false,
): CookieVerdict[] {
  const verdicts = listSchemefulVerdicts(relation, cookie)
  if (!barScheme) return verdicts
  const why = 'it compares no schemes for cookies, so the page and the server are on the same site.'
  return verdicts.map(verdict =>
    verdict.browser === 'Chrome' ? verdict : { browser: verdict.browser, sent: true, why },
  )
}

function listSchemefulVerdicts(
  relation: Relation,
  { sameSite, secure, partitioned }: CookieShape,
): CookieVerdict[] {
  const all = (sent: boolean, why: string) => BROWSERS.map(browser => ({ browser, sent, why }))
  if (relation === 'same-origin') return all(true, 'the page and the server have the same origin.')
  if (relation === 'same-site') return all(true, 'the page and the server are on the same site.')
  const name = sameSite === 'lax' ? 'Lax' : 'Strict'
  if (sameSite !== 'none') {
    return all(false, `the cookie is SameSite=${name}, and the page is on another site.`)
  }
  if (!secure) return all(false, 'browsers drop a SameSite=None cookie that is not Secure.')
  return [
    {
      browser: 'Chrome',
      sent: true,
      why: partitioned
        ? 'the cookie is Partitioned, so it is kept for this site even if third-party cookies are blocked.'
        : 'it allows third-party cookies, unless the user blocks them.',
    },
    {
      browser: 'Firefox',
      sent: true,
      why: 'Total Cookie Protection keeps a separate jar for each site, and this page signs in and calls from the same site.',
    },
    {
      browser: 'Safari',
      sent: false,
      why: partitioned
        ? 'it blocks third-party cookies, even Partitioned ones before version 26.2.'
        : 'it blocks third-party cookies.',
    },
  ]
}
