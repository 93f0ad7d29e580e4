import type { ConnectOptions, User } from './client.d.ts'

/** A bearer session's tokens; `due` is when to change them, in milliseconds since 1970. */
export type Tokens = { access: string; refresh: string; due: number }
type Listener = (user: User | null) => void
type News = { user: User | null | undefined; tokens: Tokens | null }

const QUESTION = 'who?'
/** How long a tab that is asked may take, in milliseconds: it may be frozen. */
const TAB_TIMEOUT_MS = 2000

/** Who is signed in, and by what: known to every tab of an origin, which tell each other. */
export class Holder {
  /** undefined: nobody knows yet. */
  user: User | null | undefined
  /** Without any, the cookie says who asks. */
  tokens: Tokens | null = null
  readonly name: string
  readonly listeners = new Set<Listener>()
  readonly #kept: Storage | null
  readonly #channel: BroadcastChannel
  /** Whether other tabs can see that this one can tell them. */
  #marked = false
  #heard = () => {}

  constructor(server: string, storage: ConnectOptions['storage']) {
    this.name = `latchkey ${server}`
    this.#kept = storage === 'session' ? findTabStorage() : null
    const refresh = this.#kept?.getItem(this.name)
    if (refresh) this.tokens = { access: '', refresh, due: 0 }
    this.#channel = new BroadcastChannel(this.name)
    this.#channel.onmessage = ({ data }) => {
      if (data === QUESTION) {
        if (this.#marked) this.#tell()
      } else {
        this.#become(data)
        this.#heard()
      }
    }
  }

  /** Has another tab with tokens, if there is one, tell them. */
  async inquire(): Promise<void> {
    const marks = await readHeldMarks()
    if (marks && !marks.includes(this.#mark)) return
    const heard = new Promise<void>(resolve => {
      this.#heard = resolve
      if (marks) setTimeout(resolve, TAB_TIMEOUT_MS)
      else resolve()
    })
    this.#channel.postMessage(QUESTION)
    await heard
  }

  /** @param user undefined for the same as before. */
  become(user: User | null | undefined, tokens: Tokens | null): void {
    if (this.#become({ user, tokens }) || tokens) this.#tell()
  }

  get #mark(): string {
    return `${this.name} tokens`
  }

  #tell(): void {
    const news: News = { user: this.user, tokens: this.tokens }
    this.#channel.postMessage(news)
  }

  #become({ user, tokens }: News): boolean {
    this.tokens = tokens
    if (tokens) {
      this.#kept?.setItem(this.name, tokens.refresh)
      // Held for as long as the tab is open.
      if (!this.#marked) {
        navigator.locks
          ?.request(this.#mark, { mode: 'shared' }, () => new Promise(() => {}))
          .catch(() => {})
      }
      this.#marked = true
    } else {
      this.#kept?.removeItem(this.name)
    }
    if (user === undefined) return false
    const changed = user?.id !== this.user?.id
    this.user = user
    if (changed) for (const listener of this.listeners) callListener(listener, user)
    return changed
  }
}

/** What a listener throws is the page's error, as that of an event's is, and stops nothing here. */
function callListener(listener: Listener, user: User | null): void {
  try {
    listener(user)
  } catch (error) {
    reportError(error)
  }
}

/** The tab's own storage; a browser that keeps no cookies of a page keeps nothing else for it either. */
function findTabStorage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

/** The names of all locks that tabs hold, where a page may know: not on plain http (Web Locks §3.1). */
async function readHeldMarks(): Promise<(string | undefined)[] | null> {
  const locks = await navigator.locks?.query().catch(() => null)
  return locks?.held?.map(({ name }) => name) ?? null
}
