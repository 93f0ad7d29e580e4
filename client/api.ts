import { limitWait, runAlone } from './alone.ts'
import { AuthError, isSignedOut, makeSilentError, needsNonce, readAuthError } from './auth-error.ts'
import type { Holder } from './holder.ts'
import { loadMore } from './more.ts'
import type { BoundKey, Tokens } from './tokens.ts'

type Proofs = typeof import('./sign-in/proof.ts')
type Causes = typeof import('./sign-in/cause.ts')

/**
 * How long a refresh may take. The server answers a repeated use of a refresh token for ten seconds, so the next tab
 * still gets the tokens whose answer was lost.
 */
const REFRESH_TIMEOUT_MS = 8000

/** By what a request says whose it is: by tokens, by a key alone, or with null by the cookie. */
type Means = { access?: string; key?: BoundKey | undefined } | null

/** Sends requests to the server, with the tokens of `holder` when it has some, or else with the cookie. */
export class Api {
  /** Whether the server lets this page send cookies. */
  cookies = true
  /** What the server wants the next proof to say (RFC 9449 §8). */
  nonce: string | null = null
  readonly #server: string
  readonly #holder: Holder
  #refreshing: Promise<void> | undefined

  constructor(server: string, holder: Holder) {
    this.#server = server
    this.#holder = holder
  }

  /**
   * Sends a request once, with a proof if there is a key.
   * @throws AuthError with the reason when there is no answer
   */
  async send(
    path: string | URL,
    init: RequestInit = {},
    means: Means = this.#holder.tokens,
    isAgain = false,
  ): Promise<Response> {
    const { access = '', key } = means ?? {}
    const headers = new Headers(init.headers)
    if (typeof init.body === 'string' && !headers.has('Content-Type')) {
      headers.set('Content-Type', 'application/json')
    }
    if (access) headers.set('Authorization', `${key ? 'DPoP' : 'Bearer'} ${access}`)
    const credentials = means || !this.cookies ? 'omit' : 'include'
    const url = new URL(path, this.#server)
    const { nonce } = this
    if (key) {
      const { method = 'GET' } = init
      const proven = { method: method.toUpperCase(), url, access, nonce }
      headers.set('DPoP', await (await loadMore<Proofs>()).prove(key, proven))
    }
    const sent = fetch(url, { ...init, headers, credentials, redirect: 'error' })
    const answer = await sent.catch(async () => {
      init.signal?.throwIfAborted()
      const cause = await (await loadMore<Causes>()).findCause(this.#server, credentials)
      if (cause) throw cause
      this.cookies = false
      return this.send(path, init, means)
    })
    // Another origin's own answers are of the type `cors`; what a service worker makes up is not.
    if (answer.type !== 'cors' && this.#server !== location.origin) {
      throw makeSilentError(this.#server)
    }
    this.nonce = answer.headers.get('DPoP-Nonce') ?? this.nonce
    if (isAgain || !key || !(await needsNonce(answer))) return answer
    return this.send(path, init, means, true)
  }

  /** Sends a request. Refreshes the tokens before it when they are due, or after it when they were refused. */
  async ask(path: string | URL, init?: RequestInit): Promise<Response> {
    const holder = this.#holder
    if (holder.tokens && holder.tokens.due < Date.now()) await this.#refresh()
    const used = holder.tokens?.access
    const answer = await this.send(path, init)
    if (!holder.tokens || !(await isSignedOut(answer))) return answer
    if (holder.tokens.access === used) await this.#refresh()
    return this.send(path, init)
  }

  /** Sends JSON and reads the JSON of the answer. @throws AuthError for an answer that is not a success */
  async post(path: string, data: object, signal?: AbortSignal | null, means?: Means) {
    const init = { method: 'POST', body: JSON.stringify(data), signal: limitWait(signal) }
    const answer = await this.send(path, init, means)
    if (!answer.ok) throw await readAuthError(answer)
    return answer.json()
  }

  /** Requests tokens with a grant of RFC 6749 §4.1, §4.3 or §6, which are then bound to `key`. */
  async grant(
    grant: Record<string, string>,
    signal?: AbortSignal | null,
    key?: BoundKey,
  ): Promise<Tokens> {
    const given = await this.post('/api/token', grant, signal, { key })
    // Due after nine tenths of its lifetime: seconds times 900 are milliseconds.
    const due = Date.now() + given.expires_in * 900
    return { access: given.access_token, refresh: given.refresh_token, due, key }
  }

  /** Ends the session of tokens. */
  revoke({ refresh, key }: Tokens): Promise<unknown> {
    return this.post('/api/token/revoke', { ...sayClient(key), token: refresh }, null, {})
  }

  /** Refreshes the tokens, once for all tabs. When the session has ended, no tokens are left. */
  #refresh(): Promise<void> {
    const { refresh: stale, key } = this.#holder.tokens ?? {}
    this.#refreshing ??= runAlone(this.#holder.name, async () => {
      // Another tab may already have refreshed them.
      if (!stale || this.#holder.tokens?.refresh !== stale) return
      const signal = limitWait(null, REFRESH_TIMEOUT_MS)
      const grant = { ...sayClient(key), grant_type: 'refresh_token', refresh_token: stale }
      const tokens = await this.grant(grant, signal, key).catch(error => {
        if (error instanceof AuthError && error.code === 'invalid_grant') return null
        throw error
      })
      // Somebody may have signed in or out since then.
      if (this.#holder.tokens?.refresh !== stale) return
      this.#holder.become(tokens ? undefined : null, tokens)
      await this.#holder.kept
    }).finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }
}

/** Which client a request is of, where the session was given to one: the origin of this page. */
function sayClient(key: BoundKey | undefined): { client_id?: string } {
  return key ? { client_id: location.origin } : {}
}
