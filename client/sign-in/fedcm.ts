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

/**
 * Asks the person in a dialog of the browser (FedCM). The browser takes the request only while it handles what the
 * person has done, and that lasts when it refuses at once: a window can still be opened then.
 * @param needed what is found out at the same time; where that fails, nobody need be asked.
 * @returns null where the browser or the server cannot.
 * @throws AuthError `cancelled` and those of the server; the reason of the signal, or of `needed`
 */
export async function askByBrowser(
  link: Link,
  { prompt, signal }: SignInOptions,
  needed: Promise<unknown>,
): Promise<Proven | null> {
  if (!('IdentityCredential' in globalThis)) return null
  const { server, holder } = link
  const verifier = makeSecret()
  const params = {
    code_challenge: await hash(verifier),
    code_challenge_method: 'S256',
    ...(prompt && { prompt }),
  }
  const configURL = `${server}/api/fedcm/config.json`
  const identity = {
    mode: 'active',
    providers: [{ configURL, clientId: location.origin, params }],
  }
  waiting?.abort(makeCancelled())
  const mine = new AbortController()
  waiting = mine
  needed.catch(error => mine.abort(error))
  const stop = AbortSignal.any([mine.signal, limitWait(signal, FLOW_TIMEOUT_MS)])
  const began = performance.now()
  try {
    const options = { identity, signal: stop } as CredentialRequestOptions
    const given = (await navigator.credentials.get(options)) as unknown as { token: string }
    noteFedcm(holder.name, 'works')
    const again = async () => {
      throw makeCookiesBlocked(server)
    }
    return { code: given.token, verifier, again }
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

/** Throws what the server has said, which the browser has shown already. */
function throwRefusal({ name, error }: Failure): void {
  if (name !== 'IdentityCredentialError' || !error) return
  if (error === 'access_denied') throw makeCancelled()
  throw new AuthError(error, `The server has refused this: ${error}.`)
}
