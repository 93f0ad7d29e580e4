import { limitWait, waitUntilAborted } from './alone.ts'
import { Api } from './api.ts'
import { isSignedOut, makeSignedOutError, readAuthError } from './auth-error.ts'
import type { Auth, ConnectOptions, SignInOptions, User } from './client.d.ts'
import { beginsWithBrowser } from './fedcm-memory.ts'
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
      let popup: Window | null = null
      const open = () => {
        popup = openWindow(options)
        return popup
      }
      const loading = loadMore<SignInModule>()
      const isByBrowser = beginsWithBrowser(holder.name, options)
      if (!isByBrowser) open()
      const signed = (async () => {
        // What the person has done lets a window open for five seconds: the browser's dialog must not use them up.
        const isLate = isByBrowser && !options.mode && (await isSlow(loading))
        options.signal?.throwIfAborted()
        if (isLate) open()
        const more = await loading
        return more.signIn(link, popup, options, isByBrowser && !isLate ? open : undefined)
      })()
      return waitUntilAborted(signed, options.signal).finally(() => popup?.close())
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

/** Whether `work` takes more than a second. */
function isSlow(work: Promise<unknown>): Promise<boolean> {
  const isDone = work.then(() => false)
  return Promise.race([isDone, new Promise<boolean>(late => setTimeout(late, 1000, true))])
}

/** Opens a window, at once: browsers open one only while they handle what the person has done. */
function openWindow({ mode = 'popup' }: Pick<SignInOptions, 'mode'>): Window | null {
  return mode === 'popup' ? open('', '', 'popup,width=420,height=640') : null
}

function closeAfter<T>(popup: Window | null, work: Promise<T>): Promise<T> {
  return work.finally(() => popup?.close())
}
