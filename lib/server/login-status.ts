import type { IncomingMessage, ServerResponse } from 'node:http'
import { env } from '#lib/env/env.ts'

type FindHeader = (name: string) => string | string[] | null | undefined

/**
 * What the browser is told to think of who is signed in here, where an answer sets or removes the session cookie: by
 * that FedCM knows whether to ask for accounts or to open the login (Login Status API §3). Browsers take it of their
 * own windows and of the pages in them alone, so nobody else is told.
 */
export function findLoginStatus(
  findHeader: FindHeader,
  cookies: readonly string[],
): 'logged-in' | 'logged-out' | null {
  const isOwn =
    findHeader('sec-fetch-dest') === 'document' || findHeader('sec-fetch-site') === 'same-origin'
  if (!isOwn) return null
  const name = `${env().cookieName}=`
  const set = cookies.findLast(cookie => cookie.startsWith(name))
  if (set === undefined) return null
  return /^;|^$/.test(set.slice(name.length)) ? 'logged-out' : 'logged-in'
}

/** Adds the status to an answer of a route. */
export function addLoginStatus(request: Request, response: Response): void {
  const find = (name: string) => request.headers.get(name)
  const status = findLoginStatus(find, response.headers.getSetCookie())
  if (status) response.headers.set('Set-Login', status)
}

/** Adds it to an answer of Next, when its head is written: an action of a page can set cookies, and no other header. */
export function addLoginStatusWhenSent(req: IncomingMessage, res: ServerResponse): void {
  const writeHead = res.writeHead.bind(res)
  const writeHeadToo = (...head: Parameters<typeof writeHead>) => {
    const cookies = [res.getHeader('set-cookie') ?? []].flat().map(String)
    const status = findLoginStatus(name => req.headers[name], cookies)
    if (status) res.setHeader('Set-Login', status)
    return writeHead(...head)
  }
  res.writeHead = writeHeadToo as typeof res.writeHead
}
