import { waitUntilAborted } from '../alone.ts'
import { AuthError } from '../auth-error.ts'
import { findStorage } from '../bound-store.ts'
import type { SignInOptions, User } from '../client.d.ts'
import type { Link } from '../link.ts'
import { makeCancelled, takeAnswer, waitForAnswer } from './answer.ts'
import { changeCode, type Proven } from './code.ts'
import { choosesCookie, makeCookiesBlocked } from './cookie.ts'
import { askByBrowser } from './fedcm.ts'
import { handOver } from './hand-over.ts'
import { hash, makeSecret } from './proof.ts'

/** What a page remembers of a sign-in that has begun. */
type Flow = { state: string; verifier: string }
/** The same, of one for which this page was left: where it was, and what it had chosen. */
type Left = Flow & { href: string; byCookie: boolean }
type Asked = Pick<SignInOptions, 'prompt' | 'loginHint'>

/**
 * Asks the person: in a dialog of the browser where `openLater` is given, which opens a window if there is no such dialog;
 * on the server's page in `popup`; in the place of this page if there is none.
 */
export async function signIn(
  link: Link,
  opened: Window | null,
  options: SignInOptions,
  openLater?: () => Window | null,
): Promise<User> {
  const { mode, signal } = options
  const choosing = choosesCookie(link)
  let popup = opened
  if (openLater) {
    const proven = await askByBrowser(link, options, choosing)
    if (proven) return changeCode(link, proven, await choosesCookie(link, true), signal)
    if (mode) throw new AuthError('fedcm_unavailable', 'The browser has no dialog for this server.')
    popup = openLater()
  }
  // Some blockers give a window that is closed already.
  if (popup && !popup.closed) {
    const asking = askInPopup(link, popup, options)
    const [byCookie, proven] = await Promise.all([choosing, asking])
    return changeCode(link, proven, byCookie, signal)
  }
  const byCookie = await choosing
  if (mode === 'popup') throw new AuthError('popup_blocked', 'The browser has blocked the window.')
  return leave(link, options, { href: location.href, byCookie })
}

/**
 * Finishes a sign-in that has led away from this page: takes the answer out of the address.
 * @returns null if the answer in the address is to nothing that this tab has begun.
 */
export async function finishReturn(link: Link): Promise<User | null> {
  const said = Object.fromEntries(new URL(location.href).searchParams)
  const key = keyOf(link)
  const storage = findStorage('sessionStorage')
  const left: Left | null = JSON.parse(storage?.getItem(key) ?? 'null')
  if (!left || said.state !== left.state) {
    await handOver(link, said)
    return null
  }
  const { href, verifier, byCookie } = left
  storage?.removeItem(key)
  history.replaceState(history.state, '', href)
  const again = () => leave(link, { prompt: 'none' }, { href, byCookie: false })
  return changeCode(link, { code: takeAnswer(link.server, said), verifier, again }, byCookie)
}

async function askInPopup(
  link: Link,
  popup: Window,
  { signal = null, ...asked }: Asked & Pick<SignInOptions, 'signal'>,
): Promise<Proven> {
  const { flow, url } = await begin(link, {
    redirect_uri: location.origin,
    response_mode: 'web_message',
    // Where the answer goes if another page on the way cuts the window off.
    fallback_redirect_uri: location.origin + location.pathname,
    ...write(asked),
  })
  signal?.throwIfAborted()
  popup.location.href = url
  const code = await waitForAnswer(popup, link, flow.state, signal)
  const again = async () => {
    if (popup.closed) throw makeCookiesBlocked(link.server)
    return askInPopup(link, popup, { prompt: 'none', signal })
  }
  return { code, verifier: flow.verifier, again }
}

/** Goes to the server in the place of this page, which comes back by itself. */
async function leave(
  link: Link,
  { signal, ...asked }: Asked & Pick<SignInOptions, 'signal'>,
  rest: Pick<Left, 'href' | 'byCookie'>,
): Promise<never> {
  const { flow, url } = await begin(link, {
    redirect_uri: location.origin + location.pathname,
    ...write(asked),
  })
  signal?.throwIfAborted()
  const left: Left = { ...flow, ...rest }
  const storage = findStorage('sessionStorage')
  if (!storage) throw makeCookiesBlocked(link.server)
  storage.setItem(keyOf(link), JSON.stringify(left))
  location.assign(url)
  return waitUntilAborted(waitForReturn(), signal)
}

/** Begins a flow. @param wanted what it says beside what each of them does */
async function begin(
  { server }: Link,
  wanted: Record<string, string>,
): Promise<{ flow: Flow; url: string }> {
  const flow: Flow = { state: makeSecret(), verifier: makeSecret() }
  const query = new URLSearchParams({
    client_id: location.origin,
    response_type: 'code',
    state: flow.state,
    code_challenge: await hash(flow.verifier),
    code_challenge_method: 'S256',
    ...wanted,
  })
  return { flow, url: `${server}/authorize?${query}` }
}

function write({ prompt, loginHint }: Asked): Record<string, string> {
  return { ...(prompt && { prompt }), ...(loginHint && { login_hint: loginHint }) }
}

/** Where the flow of this tab is kept. */
function keyOf({ holder }: Link): string {
  return `${holder.name} flow`
}

/** Fails if the person comes back by Back, to the page as it was left. */
function waitForReturn(): Promise<never> {
  return new Promise((_, reject) => {
    addEventListener('pageshow', () => reject(makeCancelled()), { once: true })
  })
}
