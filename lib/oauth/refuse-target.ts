import { recordReturnRefusal } from '#lib/clients/return-refusals.ts'
import type { TargetFault } from './find-target.ts'
import { type Html, html, makeHtmlPage } from './html-page.ts'

/**
 * The page that says why an authorization request is not answered. It never offers a link to where the request wanted
 * to go (RFC 9700 §4.11.2). An unknown return address is recorded, for an administrator to allow.
 */
export async function refuseTarget(fault: TargetFault): Promise<Response> {
  if (fault.reason === 'unknown_address' && fault.client && fault.address) {
    await recordReturnRefusal(fault.client.id, fault.address)
  }
  const { title, body } = describe(fault)
  return makeHtmlPage({ title, body: html`<h1>${title}</h1>${body}` }, 400)
}

function describe({ reason, client, address }: TargetFault): { title: string; body: Html } {
  switch (reason) {
    case 'broken':
    case 'no_client':
      return {
        title: 'This address is incomplete',
        body: html`<p>The site that sent you here did not say who it is, or said it twice.</p>
<p>Go back and try again. If it happens again, tell the people who run that site:
<code>client_id</code> and <code>redirect_uri</code> have to stand in the address once each.</p>`,
      }
    case 'unknown_client':
      return {
        title: 'This site is not known here',
        body: html`<p>The site that sent you here may not sign people in: its origin is not allowed, or the
application is not registered or was switched off.</p>
<p>Nothing was told to it. An administrator allows origins on the page <code>/origins</code> and
registers applications on <code>/clients</code>.</p>`,
      }
    case 'no_address':
      return {
        title: 'This address is incomplete',
        body: html`<p><strong>${client?.name ?? 'The site'}</strong> did not say where you should go back to.</p>
<p>Tell the people who run it: <code>redirect_uri</code> is missing.</p>`,
      }
    case 'unknown_address':
      return {
        title: 'This return address is not known',
        body: html`<p><strong>${client?.name ?? 'The site'}</strong> asked to send you to an address that nobody has
allowed:</p>
<p><code>${address ?? ''}</code></p>
<p>You were not sent there. An administrator finds it on the page ${client?.kind === 'origin' ? html`<code>/origins</code>` : html`<code>/clients</code>`} and allows it
with one click, if it is right.</p>`,
      }
  }
}
