import { html, makeHtmlPage } from '#lib/oauth/html-page.ts'
import { FEDCM_LOGIN_PATH } from '#lib/origins/web-identity.ts'
import { findCookieSession } from '#lib/sessions/session.ts'

/**
 * The page after a sign-in in a window that the browser has opened for FedCM: it tells the browser who signed in, and
 * that it may close the window and ask again for the accounts (FedCM §5.2).
 */
export async function showSignedIn(headers: Headers): Promise<Response> {
  const { viewer } = await findCookieSession(headers)
  if (!viewer) return new Response(null, { status: 303, headers: { Location: FEDCM_LOGIN_PATH } })
  const title = 'You are signed in'
  const page = makeHtmlPage({
    title,
    body: html`<h1>${title}</h1>
<p>You are <code>${viewer.uid}</code>. Close this window and go back to the page that you came from.</p>`,
    script: 'globalThis.IdentityProvider?.close()',
  })
  page.headers.set('Set-Login', 'logged-in')
  return page
}
