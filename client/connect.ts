import { limitWait, waitUntilAborted } from './alone.ts'
import { Api } from './api.ts'
import { isSignedOut, makeSignedOutError, readAuthError } from './auth-error.ts'
import type { Auth, ConnectOptions, SignInOptions, User } from './client.d.ts'
import { Holder } from './holder.ts'
import { type Link, SESSION_PATH } from './link.ts'
import { loadMore } from './more.ts'
import { watchPageCache } from './page-cache.ts'

type SignInModule = typeof import('./sign-in/module.ts')

/** Connects to the server on the origin of the URL `server`. */
export function connectTo(server: string, storage?: ConnectOptions['storage']): Auth {
  const { origin } = new URL(server)
  const holder = new Holder(origin, storage)
  const api = new Api(origin, holder)
  const link: Link = { server: origin, storage, api, holder, restore }
  let asking: Promise<User | null> | undefined
  let returning: Promise<User | null> | undefined

  async function restore(): Promise<User | null> {
    // Another tab may have used the stored refresh token since then.
    if (!holder.tokens?.access) await holder.inquire()
    if (!holder.tokens) await holder.recall()
    const { user: before, tokens } = holder
    const answer = await api.ask('/api/id', { signal: limitWait() })
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
      return (await loadMore<SignInModule>()).login(link, uid, password)
    },

    signIn(options = {}) {
      const popup = openWindow(options)
      const signed = loadMore<SignInModule>().then(more => more.signIn(link, popup, options))
      return closeAfter(popup, waitUntilAborted(signed, options.signal))
    },

    handleReturn() {
      returning ??= loadMore<SignInModule>().then(more => more.finishReturn(link))
      return returning
    },

    async logout() {
      if (!(await auth.user())) return
      if (holder.tokens) {
        await api.revoke(holder.tokens)
      } else {
        const answer = await api.send(SESSION_PATH, { method: 'DELETE', signal: limitWait() })
        if (!answer.ok && !(await isSignedOut(answer))) throw await readAuthError(answer)
      }
      holder.become(null, null)
    },

    signOut(options = {}) {
      if (!options.everywhere) return auth.logout()
      const popup = openWindow(options)
      const left = auth
        .logout()
        .then(loadMore<SignInModule>)
        .then(more => more.signOutAtServer(link, popup, options))
      return closeAfter(popup, waitUntilAborted(left, options.signal))
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

/** Opens a window, at once: browsers open one only while they handle what the person has done. */
function openWindow({ mode = 'popup' }: Pick<SignInOptions, 'mode'>): Window | null {
  return mode === 'popup' ? open('', '', 'popup,width=420,height=640') : null
}

function closeAfter<T>(popup: Window | null, work: Promise<T>): Promise<T> {
  return work.finally(() => popup?.close())
}
