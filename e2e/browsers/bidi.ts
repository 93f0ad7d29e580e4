import { once } from 'node:events'

type Answer = { id?: number; type: string; result?: object; error?: string; message?: string }

/** A session of WebDriver BiDi (https://w3c.github.io/webdriver-bidi), over Node's own WebSocket. */
export type Bidi = {
  /** Sends a command and gives its result. @throws Error with the browser's words. */
  send<T>(method: string, params: object): Promise<T>
  close(): void
}

/** Connects with a browser that listens at `url`, and begins a session. */
export async function startBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.addEventListener('message', ({ data }) => {
    const answer: Answer = JSON.parse(data)
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  let last = 0
  const bidi: Bidi = {
    async send<T>(method: string, params: object) {
      const id = ++last
      const answered = new Promise<Answer>(resolve => waiting.set(id, resolve))
      socket.send(JSON.stringify({ id, method, params }))
      const answer = await answered
      waiting.delete(id)
      if (answer.type === 'error') throw new Error(`${method}: ${answer.error}: ${answer.message}`)
      return answer.result as T
    },
    close: () => socket.close(),
  }
  await bidi.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } })
  return bidi
}
