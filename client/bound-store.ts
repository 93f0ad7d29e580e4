import type { ConnectOptions } from './client.d.ts'
import { loadMore } from './more.ts'
import type { Bound, Tokens } from './tokens.ts'

type Records = typeof import('./sign-in/record.ts')

/**
 * Keeps a session that is bound to a key in IndexedDB. A mark in the storage of the tab or of the origin names the
 * record, so that a page without one opens no database and loads nothing.
 */
export class BoundStore {
  readonly #name: string
  readonly #marks: Storage | null
  readonly #isOfTab: boolean

  constructor(name: string, storage: ConnectOptions['storage']) {
    this.#name = `${name} bound`
    this.#isOfTab = storage === 'session'
    this.#marks =
      storage === 'memory' ? null : findStorage(this.#isOfTab ? 'sessionStorage' : 'localStorage')
  }

  async read(): Promise<Bound | undefined> {
    const id = this.#marks?.getItem(this.#name)
    if (id) return (await loadMore<Records>()).readRecord(id).catch(() => undefined)
    return
  }

  async write(tokens: Tokens | null): Promise<void> {
    const id = this.#marks?.getItem(this.#name)
    if (tokens?.key) {
      const own = id ?? (this.#isOfTab ? this.#name + crypto.randomUUID() : this.#name)
      this.#marks?.setItem(this.#name, own)
      const { refresh, key } = tokens
      if (this.#marks)
        await (await loadMore<Records>()).writeRecord(own, { refresh, key }).catch(() => {})
    } else if (id) {
      this.#marks?.removeItem(this.#name)
      await (await loadMore<Records>()).writeRecord(id, null).catch(() => {})
    }
  }
}

/** A storage of this page; null in a browser that blocks cookies of this page, and with them all storage. */
export function findStorage(name: 'sessionStorage' | 'localStorage'): Storage | null {
  try {
    return globalThis[name]
  } catch {
    return null
  }
}
