import { makeSlowError, runAlone } from './alone.ts'
import { AuthError, isSignedOut, readAuthError } from './auth-error.ts'
import { findCause, makeSilentError } from './cause.ts'
import type { Holder, Tokens } from './holder.ts'

/**
 * How long a refresh may take. The server answers a repeated use of a refresh token for ten seconds, so the next tab
 * still gets the tokens whose answer was lost.
 */
const REFRESH_TIMEOUT_MS = 8000

/** Sends requests to the server, with the cookie, or with the bearer token of `holder` when it has one. */
export class Api {
  /** Whether the server lets this page send cookies. */
  cookies = true
  readonly #server: string
  readonly #holder: Holder
  #refreshing: Promise<void> | undefined

  constructor(server: string, holder: Holder) {
    this.#server = server
    this.#holder = holder
  }

  /** Sends a request once. @throws AuthError with the reason when there is no answer */
  async send(path: string | URL, init: RequestInit = {}): Promise<Response> {
    const { tokens } = this.#holder
    const headers = new Headers(init.headers)
    if (typeof init.body === 'string' && !headers.has('Content-Type')) {
      headers.set('Content-Type', 'application/json')
    }
    if (tokens?.access) headers.set('Authorization', `Bearer ${tokens.access}`)
    const credentials = tokens || !this.cookies ? 'omit' : 'include'
    const url = new URL(path, this.#server)
    const sent = fetch(url, { ...init, headers, credentials, redirect: 'error' })
    const answer = await sent.catch(async error => {
      if (init.signal?.aborted) throw error
      const cause = await findCause(this.#server, credentials)
      if (cause) throw cause
      this.cookies = false
      return this.send(path, init)
    })
    // Another origin's own answers are of the type `cors`; what a service worker makes up is not.
    if (answer.type === 'cors' || this.#server === location.origin) return answer
    throw makeSilentError(this.#server)
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
  async post(path: string, data: object, signal: AbortSignal | null = null) {
    const answer = await this.send(path, { method: 'POST', body: JSON.stringify(data), signal })
    if (!answer.ok) throw await readAuthError(answer)
    return answer.json()
  }

  /** Requests tokens with a grant of RFC 6749 §4.3 or §6. */
  async grant(grant: Record<string, string>, signal?: AbortSignal): Promise<Tokens> {
    const given = await this.post('/api/token', grant, signal)
    // Due after nine tenths of its lifetime: seconds times 900 are milliseconds.
    const due = Date.now() + given.expires_in * 900
    return { access: given.access_token, refresh: given.refresh_token, due }
  }

  /** Refreshes the tokens, once for all tabs. When the session has ended, no tokens are left. */
  #refresh(): Promise<void> {
    const stale = this.#holder.tokens?.refresh
    this.#refreshing ??= runAlone(this.#holder.name, async () => {
      // Another tab may already have refreshed them.
      if (!stale || this.#holder.tokens?.refresh !== stale) return
      const signal = AbortSignal.timeout(REFRESH_TIMEOUT_MS)
      const grant = { grant_type: 'refresh_token', refresh_token: stale }
      const tokens = await this.grant(grant, signal).catch(error => {
        if (error instanceof AuthError && error.code === 'invalid_grant') return null
        throw signal.aborted ? makeSlowError() : error
      })
      // Somebody may have signed in or out since then.
      if (this.#holder.tokens?.refresh !== stale) return
      this.#holder.become(tokens ? undefined : null, tokens)
    }).finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }
}
