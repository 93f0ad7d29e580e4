import { waitUntilAborted } from './alone.ts'
import { Api } from './api.ts'
import { AuthError, isSignedOut, readAuthError } from './auth-error.ts'
import { describeTwoSites } from './cause.ts'
import type { Auth, ConnectOptions, User } from './client.d.ts'
import { Holder } from './holder.ts'
import { watchPageCache } from './page-cache.ts'

const SESSION_PATH = '/api/users/authenticate'

/** Connects to the server on the origin of the URL `server`. */
export function connectTo(server: string, storage: ConnectOptions['storage']): Auth {
  const { origin } = new URL(server)
  const holder = new Holder(origin, storage)
  const api = new Api(origin, holder)
  let asking: Promise<User | null> | undefined
  /** Whether the browser has dropped the cookie of an earlier sign-in. */
  let dropped = false

  async function restore(): Promise<User | null> {
    // Another tab may have used the stored refresh token since then.
    if (!holder.tokens?.access) await holder.inquire()
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

  const auth: Auth = {
    async user() {
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
      const tokens = await api.grant({ grant_type: 'password', uid, password })
      holder.user = undefined
      holder.become(undefined, tokens)
      if (before) await api.post('/api/token/revoke', { token: before.refresh }).catch(() => {})
      const user = await restore()
      if (!user) throw makeSignedOutError()
      return user
    },

    async logout() {
      if (!(await auth.user())) return
      if (holder.tokens) {
        await api.post('/api/token/revoke', { token: holder.tokens.refresh })
      } else {
        const answer = await api.send(SESSION_PATH, { method: 'DELETE' })
        if (!answer.ok && !(await isSignedOut(answer))) throw await readAuthError(answer)
      }
      holder.become(null, null)
    },

    onChange(listener) {
      holder.listeners.add(listener)
      return () => void holder.listeners.delete(listener)
    },
  }
  watchPageCache(holder, restore)
  return auth
}

function makeSignedOutError(): AuthError {
  return new AuthError('signed_out', 'Nobody is signed in any more.')
}
