import type { Relation } from './site.ts'

/** The session cookie as `cookieAttributes` in lib/sessions/cookie.ts has it. */
export type CookieShape = {
  name: string
  sameSite: 'lax' | 'strict' | 'none'
  secure: boolean
  partitioned: boolean
}

export const BROWSERS = ['Chrome', 'Firefox', 'Safari'] as const
type Browser = (typeof BROWSERS)[number]
/** Whether a browser in its default settings sends the cookie, and why. */
export type CookieVerdict = { browser: Browser; sent: boolean; why: string }

/**
 * Whether each browser sends the session cookie from a page that stands so to the server and asks for it. Safari
 * keeps partitioned cookies since 26.2; what many people have before that decides.
 */
export function listCookieVerdicts(
  relation: Relation,
  { sameSite, secure, partitioned }: CookieShape,
): CookieVerdict[] {
  const all = (sent: boolean, why: string) => BROWSERS.map(browser => ({ browser, sent, why }))
  if (relation === 'same-origin') return all(true, 'the page and the server are one origin.')
  if (relation === 'same-site') return all(true, 'the page and the server are one site.')
  const name = sameSite === 'lax' ? 'Lax' : 'Strict'
  if (sameSite !== 'none') {
    return all(false, `the cookie is SameSite=${name}, and the page is on another site.`)
  }
  if (!secure) return all(false, 'a SameSite=None cookie that is not Secure is never kept.')
  return [
    {
      browser: 'Chrome',
      sent: true,
      why: partitioned
        ? 'the cookie is Partitioned, so it is kept for this site even where third-party cookies are blocked.'
        : 'third-party cookies are allowed, unless the person blocks them.',
    },
    {
      browser: 'Firefox',
      sent: true,
      why: 'Total Cookie Protection keeps a jar for each site, and this page signs in and calls from one.',
    },
    {
      browser: 'Safari',
      sent: false,
      why: partitioned
        ? 'it blocks third-party cookies; only from 26.2 on it keeps those that are Partitioned.'
        : 'it blocks third-party cookies.',
    },
  ]
}
