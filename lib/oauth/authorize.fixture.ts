import { db } from '#lib/db/db.ts'
import { makeCookieHeaders } from '../../e2e/fixtures/oauth-store.ts'
import { addViewer } from '../../e2e/fixtures/store.ts'

const TEN_MINUTES_MS = 600_000

/** What comes of a request: the step, the error that the client is told, or what it is given. */
export async function readOutcome(response: Response): Promise<string> {
  const location = response.headers.get('location')
  if (location === null) {
    const [, title = ''] = /<h1>([^<]*)</.exec(await response.text()) ?? []
    return `${response.status} ${title}`
  }
  const url = new URL(location, 'http://own.invalid')
  if (url.hostname === 'own.invalid') {
    const isOther = url.searchParams.has('account')
    return isOther ? `${url.pathname} as somebody else` : url.pathname
  }
  return url.searchParams.get('error') ?? [...url.searchParams.keys()].join(' ')
}

/** Signs somebody new in, who has just proved who they are; gives what their browser sends. */
export async function addFreshBrowser() {
  const viewer = await addViewer()
  return { viewer, headers: await makeCookieHeaders(viewer) }
}

/** The same for somebody who proved it ten minutes ago. */
export async function addOldBrowser() {
  const { viewer, headers } = await addFreshBrowser()
  await db().session.update({
    where: { id: viewer.sessionId },
    data: { provenAt: new Date(Date.now() - TEN_MINUTES_MS) },
  })
  return { viewer, headers }
}
