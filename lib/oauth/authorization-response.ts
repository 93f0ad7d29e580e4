import { env } from '#lib/env/env.ts'
import type { AuthorizationError } from './authorization-request.ts'
import type { Target } from './find-target.ts'
import { toFormSource } from './form-source.ts'
import { html, makeHiddenFields, makeHtmlPage, toScriptJson } from './html-page.ts'
import { addParameters, redirectBack } from './redirect-back.ts'

/** What an answer says: a code, or an error; `state` and `iss` come on top (RFC 6749 §4.1.2, RFC 9207). */
export type Said = { code: string } | AuthorizationError

/**
 * The answer to an authorization request: to the return address in its query or by a form, or to the window that
 * opened this one. None is stored, and none tells another page where it came from.
 */
export function makeAuthorizationResponse(
  target: Target,
  state: string | null,
  said: Said,
): Response {
  const parameters = listParameters(state, said)
  if (target.mode === 'form_post') return makeFormPost(target, parameters)
  if (target.mode === 'web_message') return makeMessage(target, parameters)
  if (target.mode === 'fedcm') return makeFedcmAnswer(target, said)
  return redirectBack(target.address, parameters)
}

function listParameters(state: string | null, said: Said): Record<string, string> {
  const { origin: iss } = env().publicUrl
  const own: Record<string, string> =
    'code' in said
      ? { code: said.code }
      : { error: said.error, error_description: said.description }
  return { ...own, ...(state !== null && { state }), iss }
}

/** OAuth 2.0 Form Post Response Mode: a form that a script sends, or the person by its button. */
function makeFormPost({ address, client }: Target, parameters: Record<string, string>): Response {
  return makeHtmlPage({
    title: `Back to ${client.name}`,
    body: html`<h1>Back to ${client.name}</h1>
<form method="post" action="${address}">${makeHiddenFields(parameters)}<button>Continue</button></form>`,
    script: 'document.forms[0].submit()',
    formTarget: toFormSource(address),
  })
}

/**
 * How long the window stays that has posted its message, unless its opener closes it: long enough for the opener to lead
 * it here once more.
 */
const CLOSE_DELAY_MS = 3000

/**
 * `web_message`: the browser gives the message to a window of the client's origin alone. Where the opener was severed,
 * the answer goes to the return address that the client has named for this.
 */
function makeMessage(target: Target, response: Record<string, string>): Response {
  const { address, fallback } = target
  const message = { type: 'authorization_response', response }
  const severed =
    fallback === null
      ? ''
      : ` else location.replace(${toScriptJson(addParameters(fallback, response))})`
  const script = `if (opener) { opener.postMessage(${toScriptJson(message)}, ${toScriptJson(address)}); setTimeout(close, ${CLOSE_DELAY_MS}) }${severed}`
  return makeLastPage(target, 'error' in response, script)
}

/** FedCM: the browser takes the code from a window that it has opened (`continue_on`), and closes that. */
function makeFedcmAnswer(target: Target, said: Said): Response {
  const call = 'error' in said ? 'close()' : `resolve(${toScriptJson(said.code)}).catch(() => {})`
  return makeLastPage(target, 'error' in said, `globalThis.IdentityProvider?.${call}`)
}

/** The page that gives an answer by `script`. Where nobody takes it, or no script runs, the person is told what to do. */
function makeLastPage({ client }: Target, isError: boolean, script: string): Response {
  const title = isError ? 'You were not signed in' : 'You are signed in'
  return makeHtmlPage({
    title,
    body: html`<h1>${title}</h1>
<p>Close this window and go back to <strong>${client.name}</strong>. If nothing has changed there, start once more.</p>`,
    script,
  })
}
