import { waitUntilAborted } from '../alone.ts'
import { AuthError } from '../auth-error.ts'
import type { SignInOptions } from '../client.d.ts'
import { makeCancelled, takeAnswer, waitForAnswer } from './answer.ts'
import { hash, makeSecret } from './proof.ts'

/** What a page remembers of a sign-in that has begun. */
type Flow = { state: string; verifier: string; href: string }
/** A code, and what proves that this page has asked for it. */
export type Proven = { code: string; verifier: string }
type Place = { server: string; name: string }

/** Asks the person on the server's page: in `popup`, or in the place of this page if there is none. */
export async function signIn(
  { server, name }: Place,
  popup: Window | null,
  { mode, prompt, loginHint, signal }: SignInOptions,
): Promise<Proven> {
  const flow: Flow = { state: makeSecret(), verifier: makeSecret(), href: location.href }
  const redirect_uri = popup ? location.origin : location.origin + location.pathname
  const query = new URLSearchParams({
    client_id: location.origin,
    response_type: 'code',
    redirect_uri,
    state: flow.state,
    code_challenge: await hash(flow.verifier),
    code_challenge_method: 'S256',
    ...(popup && { response_mode: 'web_message' }),
    ...(prompt && { prompt }),
    ...(loginHint && { login_hint: loginHint }),
  })
  const url = `${server}/authorize?${query}`
  signal?.throwIfAborted()
  if (popup) {
    popup.location.href = url
    return { code: await waitForAnswer(popup, server, flow.state, signal), verifier: flow.verifier }
  }
  if (mode === 'popup') throw new AuthError('popup_blocked', 'The browser has blocked the window.')
  sessionStorage.setItem(keyOf(name), JSON.stringify(flow))
  location.assign(url)
  return waitUntilAborted(waitForReturn(), signal)
}

/**
 * Finishes a sign-in that has led away from this page: takes the answer out of the address.
 * @returns null if the answer in the address is to nothing that this tab has begun.
 */
export function finishRedirect({ server, name }: Place): Proven | null {
  const said = new URL(location.href).searchParams
  const flow: Flow | null = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null')
  if (!flow || said.get('state') !== flow.state) return null
  sessionStorage.removeItem(keyOf(name))
  history.replaceState(history.state, '', flow.href)
  const code = takeAnswer(server, Object.fromEntries(said))
  return { code, verifier: flow.verifier }
}

/** Where the flow of this tab is kept. */
function keyOf(name: string): string {
  return `${name} flow`
}

/** Fails if the person comes back by Back, to the page as it was left. */
function waitForReturn(): Promise<never> {
  return new Promise((_, reject) => {
    addEventListener('pageshow', () => reject(makeCancelled()), { once: true })
  })
}
