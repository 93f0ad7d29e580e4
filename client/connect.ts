import { waitUntilAborted } from './alone.ts'
import { Api, sayClient } from './api.ts'
import { AuthError, isSignedOut, readAuthError } from './auth-error.ts'
import { describeTwoSites } from './cause.ts'
import type { Auth, ConnectOptions, User } from './client.d.ts'
import { Holder } from './holder.ts'
import { loadMore } from './more.ts'
import { watchPageCache } from './page-cache.ts'
import type { Proven } from './sign-in/flow.ts'
import type { Tokens } from './tokens.ts'

const SESSION_PATH = '/api/users/authenticate'

/** Connects to the server on the origin of the URL `server`. */
export function connectTo(server: string, storage?: ConnectOptions['storage']): Auth {
  const { origin } = new URL(server)
  const holder = new Holder(origin, storage)
  const api = new Api(origin, holder)
  const place = { server: origin, name: holder.name }
  let asking: Promise<User | null> | undefined
  let returning: Promise<User | null> | undefined
  /** Whether the browser has dropped the cookie of an earlier sign-in. */
  let dropped = false

  async function restore(): Promise<User | null> {
    // Another tab may have used the stored refresh token since then.
    if (!holder.tokens?.access) await holder.inquire()
    if (!holder.tokens) await holder.recall()
    const { user: before, tokens } = holder
    const answer = await api.ask('/api/id')
    if (!answer.ok && !(await isSignedOut(answer))) throw await readAuthError(answer)
    // Another tab has reported a later sign-in or sign-out.
    if (holder.user !== before || (!tokens && holder.tokens)) return restore()
    const user: User | null = answer.ok ? await answer.json() : null
    holder.become(user, user && holder.tokens)
    return user
  }

  async function fetchAsUser(url: URL, init?: RequestInit): Promise<Response> {
    const before = await auth.user()
    let answer = await api.ask(url, init)
    const since = holder.user
    if (since && since !== before && (await isSignedOut(answer))) {
      // A request of one user must not be repeated for another user who has signed in since.
      if (before && before.id !== since.id) throw makeSignedOutError()
      answer = await api.ask(url, init)
    }
    if (!(await isSignedOut(answer))) return answer
    holder.become(null, null)
    throw makeSignedOutError()
  }

  /** Changes a code for tokens that are bound to a key of this browser. */
  async function takeCode({ code, verifier }: Proven, signal?: AbortSignal | null): Promise<User> {
    const key = await (await loadMore()).makeKey()
    const grant = { grant_type: 'authorization_code', code, code_verifier: verifier }
    return take(await api.grant({ ...grant, client_id: location.origin }, signal, key))
  }

  /** Takes new tokens in place of those before. */
  async function take(tokens: Tokens): Promise<User> {
    const before = holder.tokens
    holder.user = undefined
    holder.become(undefined, tokens)
    await holder.kept
    if (before) await revoke(before).catch(() => {})
    const user = await restore()
    if (!user) throw makeSignedOutError()
    return user
  }

  function revoke({ refresh, key }: Tokens): Promise<unknown> {
    return api.post('/api/token/revoke', { ...sayClient(key), token: refresh })
  }

  const auth: Auth = {
    async user() {
      // Whoever wants to know why a sign-in failed calls handleReturn().
      await returning?.catch(() => {})
      if (holder.user !== undefined) return holder.user
      asking ??= restore().finally(() => {
        asking = undefined
      })
      return asking
    },

    async fetch(path, init) {
      const url = new URL(path, origin)
      if (url.origin !== origin) throw new TypeError(`This is for ${origin}, not ${url.origin}.`)
      return waitUntilAborted(fetchAsUser(url, init), init?.signal)
    },

    async login(uid, password) {
      // This also finds out whether cookies may be sent.
      await auth.user()
      const before = holder.tokens
      if (api.cookies && !dropped && !before) {
        const { user }: { user: User } = await api.post(SESSION_PATH, { uid, password })
        const found = await restore()
        if (found?.id === user.id) return found
        dropped = true
        const why = describeTwoSites(origin)
        // biome-ignore lint/suspicious/noConsole: the maintainer of the page looks for the reason there
        if (why) console.warn(`The browser dropped the cookie of ${origin}${why}`)
      }
      return take(await api.grant({ grant_type: 'password', uid, password }))
    },

    signIn(options = {}) {
      const { mode, signal } = options
      // At once: browsers open windows only while they handle what the person has done.
      const popup = mode === 'redirect' ? null : open('', '', 'popup,width=420,height=640')
      const signed = (async () => {
        const more = await loadMore()
        return takeCode(await more.signIn(place, popup, options), signal)
      })()
      signed.catch(() => popup?.close())
      return waitUntilAborted(signed, signal)
    },

    handleReturn() {
      returning ??= loadMore().then(async more => {
        const proven = more.finishRedirect(place)
        return proven ? takeCode(proven) : null
      })
      return returning
    },

    async logout() {
      if (!(await auth.user())) return
      if (holder.tokens) {
        await revoke(holder.tokens)
      } else {
        const answer = await api.send(SESSION_PATH, { method: 'DELETE' })
        if (!answer.ok && !(await isSignedOut(answer))) throw await readAuthError(answer)
      }
      holder.become(null, null)
    },

    async signOut() {
      await auth.logout()
    },

    onChange(listener) {
      holder.listeners.add(listener)
      return () => void holder.listeners.delete(listener)
    },
  }
  watchPageCache(holder, restore)
  const said = new URL(location.href).searchParams
  if (said.has('state') && (said.has('code') || said.has('error')))
    auth.handleReturn().catch(() => {})
  return auth
}

function makeSignedOutError(): AuthError {
  return new AuthError('signed_out', 'Nobody is signed in any more.')
}
