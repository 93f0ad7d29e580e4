import { limitWait } from '../alone.ts'
import { AuthError } from '../auth-error.ts'
import type { SignInOptions } from '../client.d.ts'
import { noteFedcm, readFedcm } from '../fedcm-memory.ts'
import type { Link } from '../link.ts'
import { FLOW_TIMEOUT_MS, makeCancelled } from './answer.ts'
import type { Proven } from './code.ts'
import { makeCookiesBlocked } from './cookie.ts'
import { hash, makeSecret } from './proof.ts'

/** Browsers do not say why there is no answer. Before this, nobody has read a dialog and dismissed it. */
const QUICKEST_PERSON_MS = 1500

type Failure = { error?: string; name: string }

/** The request that waits, since a browser takes one at a time. */
let waiting: AbortController | undefined

type Asked = Pick<SignInOptions, 'prompt' | 'loginHint'>

/**
 * Asks the person in a dialog of the browser (FedCM). The browser takes the request only while it handles what the
 * person has done, and that lasts when it refuses at once: a window can still be opened then.
 * @param needed what is found out at the same time; where that fails, nobody need be asked.
 * @returns null where the browser or the server cannot.
 * @throws AuthError `cancelled` and those of the server; the reason of the signal, or of `needed`
 */
export async function askByBrowser(
  link: Link,
  { signal, ...asked }: SignInOptions,
  needed: Promise<unknown>,
): Promise<Proven | null> {
  if (!('IdentityCredential' in globalThis)) return null
  const { server, holder } = link
  waiting?.abort(makeCancelled())
  const mine = new AbortController()
  waiting = mine
  needed.catch(error => mine.abort(error))
  const stop = AbortSignal.any([mine.signal, limitWait(signal, FLOW_TIMEOUT_MS)])
  const began = performance.now()
  try {
    const given = await requestCode(server, 'active', asked, stop)
    noteFedcm(holder.name, 'works')
    // The browser gives another one to a page that has just got one, without a click.
    const again = () =>
      requestCode(server, 'passive', {}, stop).then(
        more => ({ ...more, again }),
        () => {
          throw makeCookiesBlocked(server)
        },
      )
    return { ...given, again }
  } catch (failure) {
    stop.throwIfAborted()
    throwRefusal(failure as Failure)
    const isKnown = readFedcm(holder.name) === 'works'
    const isPerson = performance.now() - began > QUICKEST_PERSON_MS
    if (!isKnown || !isPerson) noteFedcm(holder.name, 'fails')
    if (isKnown || isPerson) throw makeCancelled()
    return null
  }
}

async function requestCode(
  server: string,
  mode: 'active' | 'passive',
  { prompt, loginHint }: Asked,
  signal: AbortSignal,
): Promise<Omit<Proven, 'again'>> {
  const verifier = makeSecret()
  const params = {
    code_challenge: await hash(verifier),
    code_challenge_method: 'S256',
    ...(prompt && { prompt }),
  }
  const provider = {
    configURL: `${server}/api/fedcm/config.json`,
    clientId: location.origin,
    params,
    ...(loginHint && { loginHint }),
  }
  const options = { identity: { mode, providers: [provider] }, signal } as CredentialRequestOptions
  const { token } = (await navigator.credentials.get(options)) as unknown as { token: string }
  return { code: token, verifier }
}

/** Throws what the server has said, which the browser has shown already. */
function throwRefusal({ name, error }: Failure): void {
  if (name !== 'IdentityCredentialError' || !error) return
  if (error === 'access_denied') throw makeCancelled()
  throw new AuthError(error, `The server has refused this: ${error}.`)
}
