import { AuthError } from '../auth-error.ts'
import type { User } from '../client.d.ts'
import type { Link } from '../link.ts'
import { describeTwoSites } from './cause.ts'
import { findOutCookie, makeCookiesBlocked } from './cookie.ts'
import { takeCookie, takeTokens } from './take.ts'

/** What a form of the page's own has asked for. */
type Given = { uid: string; password: string } | { auth_session: string; code: string }

/**
 * Signs in by a form of the page's own: by the cookie, or where the browser drops that by tokens in memory. Somebody who
 * needs a second factor is asked for it once, so it is known before whether the browser keeps the cookie.
 */
export async function login(link: Link, uid: string, password: string): Promise<User> {
  const { api, holder, server } = link
  const byTokens = async (given: Given) =>
    takeTokens(link, await api.grant({ grant_type: 'password', ...given }))
  const byCookie = async (given: Given) => {
    const found = await takeCookie(link, given)
    if (!found) throw makeCookiesBlocked(server)
    return found
  }
  const given = { uid, password }
  if (api.cookies && link.keepsCookie !== false && !holder.tokens) {
    try {
      return await byCookie(given)
    } catch (error) {
      if (!(error instanceof AuthError)) throw error
      if (error.authSession && (await findOutCookie(link))) throw goOn(byCookie, error)
      if (error.code !== 'cookies_blocked' && !error.authSession) throw error
    }
    const why = describeTwoSites(server)
    // biome-ignore lint/suspicious/noConsole: the maintainer of the page looks for the reason there
    if (why) console.warn(`The browser dropped the cookie of ${server}${why}`)
  }
  return byTokens(given).catch(error => {
    throw goOn(byTokens, error)
  })
}

/** Lets a page go on where a second factor is needed, by what the error of it offers. */
function goOn(step: (given: Given) => Promise<User>, error: AuthError): AuthError {
  const { authSession } = error
  if (authSession) {
    error.continueWith = code =>
      step({ auth_session: authSession, code }).catch(next => {
        throw goOn(step, next)
      })
  }
  return error
}
