import { type Client, isNativeClient } from '#lib/clients/client.ts'
import { findClient } from '#lib/clients/find-client.ts'
import { recordReturnRefusal } from '#lib/clients/return-refusals.ts'
import { isReturnAddress } from '#lib/cors/return-address.ts'
import { makeExpiredCookie } from '#lib/sessions/cookie.ts'
import { endOwnSession } from '#lib/sessions/end-sessions.ts'
import { findCookieSession } from '#lib/sessions/session.ts'
import { isEmbedded } from './embedded.ts'
import { readMark } from './flow-mark.ts'
import { type Hint, readIdTokenHint } from './id-token-hint.ts'
import { makeQuestionPage, makeSignedOutPage } from './log-out-pages.ts'
import { type LogOutParameters, readLogOutParameters } from './log-out-parameters.ts'
import { redirectBack } from './redirect-back.ts'
import { refuseTarget } from './refuse-target.ts'

/**
 * Signs out the person whom a client sends (RP-Initiated Logout 1.0 §2): at once, where the client shows an ID token of
 * the present session, and after a question otherwise. The person goes back only to an address of that client.
 */
export async function logOut(query: URLSearchParams, headers: Headers): Promise<Response> {
  if (isEmbedded(headers)) return refuseTarget({ reason: 'embedded' })
  const parameters = readLogOutParameters(query)
  if (!parameters) return refuseTarget({ reason: 'broken' })
  const { id_token_hint: token, client_id: clientId } = parameters
  const hint = token === undefined ? null : await readIdTokenHint(token)
  if (hint && clientId !== undefined && clientId !== hint.clientId) {
    return refuseTarget({ reason: 'broken' })
  }
  const client = await findClient(hint?.clientId ?? clientId ?? '')
  const address = await findWayBack(client, parameters)
  const { viewer } = await findCookieSession(headers)
  if (!viewer) return finish(address, parameters)
  if (!isMeant(hint, viewer.sessionId) && !isConfirmed(query, viewer.sessionId)) {
    return makeQuestionPage(viewer, client, address, parameters)
  }
  await endOwnSession(viewer)
  const response = finish(address, parameters)
  response.headers.append('Set-Cookie', makeExpiredCookie())
  return response
}

function isMeant(hint: Hint | null, sessionId: string): boolean {
  return hint?.sessionId === sessionId
}

/** Only the page that asks has the mark, and only the person of the session sees that page. */
function isConfirmed(query: URLSearchParams, sessionId: string): boolean {
  return readMark(query.get('confirm'), 'sign_out', [sessionId]) !== null
}

/** Where the person goes back to: an address of the client byte by byte, or nowhere. */
async function findWayBack(
  client: Client | null,
  { post_logout_redirect_uri: address }: LogOutParameters,
): Promise<string | null> {
  if (!client || address === undefined) return null
  if (isReturnAddress(client.logoutAddresses, address, isNativeClient(client))) return address
  // Those of an origin are its return addresses, which an administrator allows.
  if (client.kind === 'origin') await recordReturnRefusal(client.id, address)
  return null
}

function finish(address: string | null, parameters: LogOutParameters): Response {
  const { state, post_logout_redirect_uri: asked } = parameters
  if (address === null) return makeSignedOutPage(asked ?? null)
  return redirectBack(address, state === undefined ? {} : { state })
}
