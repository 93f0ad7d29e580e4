import type { Fault } from '#lib/cors/fault.ts'

/**
 * Returns what is wrong with COOKIE_NAME, or null: it is a token (RFC 6265bis §4.1.1).
 * @param secure whether PUBLIC_URL is https.
 */
export function findCookieNameFault(text: string, secure: boolean): Fault | null {
  const said = JSON.stringify(text)
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(text)) {
    return { problem: `${said} is not a cookie name`, fix: 'write letters, digits, - and _' }
  }
  // Browsers ignore the case of a prefix, and drop such a cookie unless it is Secure (§4.1.3, §5.7).
  const prefix = /^__(host|secure)-/i.exec(text)
  if (!prefix || secure) return null
  return {
    problem: `${said} has a prefix that browsers accept from https only`,
    fix: `write ${text.slice(prefix[0].length) || 'jwt'}, or make PUBLIC_URL https`,
  }
}

/**
 * Returns what is wrong with COOKIE_SAMESITE, or null: browsers refuse None without Secure (RFC 6265bis §5.7 step
 * 17).
 */
export function findSameSiteFault(value: string, secure: boolean): Fault | null {
  if (value !== 'None' || secure) return null
  return { problem: '"None" needs https', fix: 'write Lax, or make PUBLIC_URL https' }
}
