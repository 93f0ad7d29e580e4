import { connect, type Socket } from 'node:net'

const CONNECTIONS = 32

/**
 * GET requests per second that a server answers over 32 connections during `seconds`, each with headers of its own,
 * which no load generator that is at hand sends fast enough.
 * @param nextHeaders gives the header lines of the next request.
 * @throws Error when an answer is not 200.
 */
export async function measureVariedThroughput(
  { port, path }: { port: number; path: string },
  seconds: number,
  nextHeaders: () => string,
): Promise<number> {
  const end = Date.now() + seconds * 1000
  const started = performance.now()
  const send = () => `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n${nextHeaders()}\r\n\r\n`
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => runConnection(port, end, send)),
  )
  const total = counts.reduce((sum, count) => sum + count, 0)
  return total / ((performance.now() - started) / 1000)
}

function runConnection(port: number, end: number, send: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(send()))
    let count = 0
    let text = ''
    socket.setNoDelay()
    socket.on('error', reject)
    socket.on('data', chunk => {
      text += chunk
      const head = text.indexOf('\r\n\r\n')
      if (head === -1) return
      const length = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0)
      if (text.length < head + 4 + length) return
      if (!text.startsWith('HTTP/1.1 200')) {
        socket.destroy()
        reject(new Error(`Refused or failed:\n${text}`))
        return
      }
      count++
      text = ''
      if (Date.now() < end) socket.write(send())
      else {
        socket.destroy()
        resolve(count)
      }
    })
  })
}
