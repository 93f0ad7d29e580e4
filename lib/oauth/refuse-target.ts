import { recordReturnRefusal } from '#lib/clients/return-refusals.ts'
import type { TargetFault } from './find-target.ts'
import { type Html, html, makeHtmlPage } from './html-page.ts'

/**
 * The page that says why an authorization request is not answered. It never offers a link to where the request wanted
 * to go (RFC 9700 §4.11.2). An unknown return address is recorded, so that an administrator can allow it.
 */
export async function refuseTarget(fault: TargetFault): Promise<Response> {
  if (fault.reason === 'unknown_address') {
    await recordReturnRefusal(fault.client.id, fault.address)
  }
  const { title, body } = describe(fault)
  return makeHtmlPage({ title, body: html`<h1>${title}</h1>${body}` }, 400)
}

function describe(fault: TargetFault): { title: string; body: Html } {
  switch (fault.reason) {
    case 'embedded':
      return {
        title: 'Open this in a window',
        body: html`<p>Another page tried to load this inside itself. Nothing was told to it.</p>
<p>You sign in in a window of its own, where you can see the address of this server.</p>`,
      }
    case 'used_request':
      return {
        title: 'This sign-in is over',
        body: html`<p>It was used already, or you took longer than ten minutes.</p>
<p>Go back to the site that sent you here and sign in from there again.</p>`,
      }
    case 'broken':
    case 'no_client':
      return {
        title: 'This address is incomplete',
        body: html`<p>The site that sent you here did not say who it is, or said it twice.</p>
<p>Go back and try again. If it happens again, tell the people who run that site: <code>client_id</code> and
<code>redirect_uri</code> must each be in the address exactly once.</p>`,
      }
    case 'unknown_client':
      return {
        title: 'This site is not known here',
        body: html`<p>The site that sent you here may not sign people in. Nothing was told to it.</p>
<p>If you run this server: allow the site’s origin on the page <code>/origins</code>, or register or enable the
application on <code>/clients</code>.</p>`,
      }
    case 'no_address':
      return {
        title: 'This address is incomplete',
        body: html`<p><strong>${fault.client.name}</strong> did not say where to send you back to.</p>
<p>Tell the people who run it: <code>redirect_uri</code> is missing.</p>`,
      }
    case 'unknown_address': {
      const page = fault.client.kind === 'origin' ? '/origins' : '/clients'
      return {
        title: 'This return address is not known',
        body: html`<p><strong>${fault.client.name}</strong> asked to send you to an address that nobody has allowed:</p>
<p><code>${fault.address}</code></p>
<p>You were not sent there. If you run this server and the address is right, allow it with one click on the page
<code>${page}</code>.</p>`,
      }
    }
  }
}
