import { BoundStore, findStorage } from './bound-store.ts'
import type { ConnectOptions, User } from './client.d.ts'
import type { Tokens } from './tokens.ts'

type Listener = (user: User | null) => void
type News = { user: User | null | undefined; tokens: Tokens | null }

const QUESTION = 'who?'
/** How long another tab may take to answer: it may be frozen. */
const TAB_TIMEOUT_MS = 2000

/** Who is signed in, and with which tokens. The tabs of an origin keep each other informed. */
export class Holder {
  /** undefined: not known yet. */
  user: User | null | undefined
  /** null: the session is in the cookie, if there is one. */
  tokens: Tokens | null = null
  readonly name: string
  readonly listeners = new Set<Listener>()
  /** Is done when what is bound to a key is written. */
  kept: Promise<unknown> = Promise.resolve()
  readonly #kept: Storage | null
  readonly #mine: BoundStore
  readonly #channel: BroadcastChannel
  /** Whether other tabs can see that this one has tokens. */
  #marked = false
  #heard = () => {}

  constructor(server: string, storage: ConnectOptions['storage']) {
    this.name = `latchkey ${server}`
    this.#kept = storage === 'session' ? findStorage('sessionStorage') : null
    this.#mine = new BoundStore(this.name, storage)
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

  /** Gets the tokens of another tab, if one has any. */
  async inquire(): Promise<void> {
    const held = await readHeldLocks()
    const marks = held?.filter(name => name === this.#mark)
    // One of them is this tab's own.
    if (marks && marks.length <= Number(this.#marked)) return
    const heard = new Promise<void>(resolve => {
      this.#heard = resolve
      if (marks) setTimeout(resolve, TAB_TIMEOUT_MS)
      else resolve()
    })
    this.#channel.postMessage(QUESTION)
    await heard
  }

  /** Gets the tokens that are bound to a key and were kept when the page was left. */
  async recall(): Promise<void> {
    const found = await this.#mine.read()
    if (found && !this.tokens) this.tokens = { ...found, access: '', due: 0 }
  }

  /** Learns anew which tokens there are: other tabs may have changed them while this one was frozen. */
  async catchUp(): Promise<void> {
    const { tokens } = this
    this.tokens = null
    await this.inquire()
    await this.recall()
    this.tokens ??= tokens
  }

  /** Sets user and tokens, and tells the other tabs. @param user undefined keeps the present one. */
  become(user: User | null | undefined, tokens: Tokens | null): void {
    if (this.#become({ user, tokens }) || tokens) this.#tell()
  }

  /** Tells this tab alone that nobody may be signed in any more. The next question asks the server. */
  forget(): void {
    if (this.user) this.#become({ user: null, tokens: this.tokens })
    this.user = undefined
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
    this.kept = this.#mine.write(tokens)
    if (tokens && !tokens.key) this.#kept?.setItem(this.name, tokens.refresh)
    else this.#kept?.removeItem(this.name)
    if (tokens) {
      // The lock is held as long as the tab is open.
      if (!this.#marked) {
        navigator.locks
          ?.request(this.#mark, { mode: 'shared' }, () => new Promise(() => {}))
          .catch(() => {})
      }
      this.#marked = true
    }
    if (user === undefined) return false
    const changed = user?.id !== this.user?.id
    this.user = user
    if (changed) for (const listener of this.listeners) callListener(listener, user)
    return changed
  }
}

/** Reports an error of a listener as an error of the page, as for events, and goes on. */
function callListener(listener: Listener, user: User | null): void {
  try {
    listener(user)
  } catch (error) {
    reportError(error)
  }
}

/** The names of all locks that tabs hold; null when a page cannot know, as on plain http (Web Locks §3.1). */
async function readHeldLocks(): Promise<(string | undefined)[] | null> {
  const locks = await navigator.locks?.query().catch(() => null)
  return locks?.held?.map(({ name }) => name) ?? null
}
