import type { Client } from '#lib/clients/client.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { describeReturn } from './flow.ts'
import { makeMark } from './flow-mark.ts'
import { toFormSource } from './form-source.ts'
import { html, makeHiddenFields, makeHtmlPage } from './html-page.ts'
import type { LogOutParameters } from './log-out-parameters.ts'

/** The page that asks whether the viewer wants to be signed out. */
export function makeQuestionPage(
  viewer: Viewer,
  client: Client | null,
  address: string | null,
  parameters: LogOutParameters,
): Response {
  const confirm = makeMark('sign_out', [viewer.sessionId])
  const title = `Sign out of ${env().siteName}?`
  const who = client
    ? html`<strong>${client.name}</strong> asks to sign you out.`
    : html`A link asks to sign you out.`
  const foot =
    address === null || client === null
      ? html``
      : html`<p class="foot">Afterwards you go back to <code>${describeReturn({ address, client })}</code>.</p>`
  return makeHtmlPage({
    title,
    body: html`<h1>${title}</h1>
<p>${who} You are signed in as <code>${viewer.uid}</code>. That also ends your sessions on
sites that you entered with it.</p>
<form method="post" action="/logout">${makeHiddenFields({ ...parameters, confirm })}<button>Sign out</button></form>
<p><a href="/account">Stay signed in</a></p>${foot}`,
    ...(address !== null && { formTarget: toFormSource(address) }),
  })
}

/**
 * The last page, where the person does not go back. A window that a client has opened for this closes itself.
 * @param refused where the person was to go next, without being led there.
 */
export function makeSignedOutPage(refused: string | null): Response {
  const title = 'You are signed out'
  const why =
    refused === null
      ? html``
      : html`<p>The site asked to send you to an address that nobody has allowed, so you were not sent there:</p>
<p><code>${refused}</code></p>`
  return makeHtmlPage({
    title,
    body: html`<h1>${title}</h1>${why}<p>You may close this window, or <a href="/login">sign in again</a>.</p>`,
    ...(refused === null && { script: 'if (opener) close()' }),
  })
}
