import { Api } from './api.ts'
import { AuthError, isSignedOut, readAuthError } from './auth-error.ts'
import type { Auth, ConnectOptions, User } from './client.d.ts'
import { Holder } from './holder.ts'

const SESSION_PATH = '/api/users/authenticate'

/** Connects with the server on the origin of the URL `server`. */
export function connectTo(server: string, storage: ConnectOptions['storage']): Auth {
  const { origin } = new URL(server)
  const holder = new Holder(origin, storage)
  const api = new Api(origin, holder)
  let asking: Promise<User | null> | undefined
  /** Whether the browser has once not kept the cookie. */
  let dropped = false

  async function restore(): Promise<User | null> {
    // A refresh token that was kept may have been used by another tab since.
    if (!holder.tokens?.access) await holder.inquire()
    const { user: before, tokens } = holder
    const answer = await api.ask('/api/id')
    if (!answer.ok && !(await isSignedOut(answer))) throw await readAuthError(answer)
    // Another tab has told of a later sign-in or sign-out.
    if (holder.user !== before || (!tokens && holder.tokens)) return restore()
    const user: User | null = answer.ok ? await answer.json() : null
    holder.become(user, user && holder.tokens)
    return user
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
      const before = await auth.user()
      let answer = await api.ask(url, init)
      const since = holder.user
      if (since && since !== before && (await isSignedOut(answer))) {
        // What somebody asked for is not asked for in the name of who has signed in since.
        if (before && before.id !== since.id) throw signedOut()
        answer = await api.ask(url, init)
      }
      if (!(await isSignedOut(answer))) return answer
      holder.become(null, null)
      throw signedOut()
    },

    async login(uid, password) {
      // Tells whether cookies may be sent, too.
      await auth.user()
      const before = holder.tokens
      if (api.cookies && !dropped && !before) {
        const { user }: { user: User } = await api.post(SESSION_PATH, { uid, password })
        const found = await restore()
        if (found?.id === user.id) return found
        dropped = true
      }
      const tokens = await api.grant({ grant_type: 'password', uid, password })
      holder.user = undefined
      holder.become(undefined, tokens)
      if (before) await api.post('/api/token/revoke', { token: before.refresh }).catch(() => {})
      const user = await restore()
      if (!user) throw signedOut()
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
  return auth
}

const signedOut = () => new AuthError('signed_out', 'Nobody is signed in, or not any more.')
