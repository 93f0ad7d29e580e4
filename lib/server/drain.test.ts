import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { drainBody } from './drain.ts'

const server = createServer(async (req, res) => {
  await drainBody(req)
  res.writeHead(413, { Connection: 'close' }).end('too large')
})
beforeEach(() => new Promise<void>(done => server.listen(0, '127.0.0.1', done)))
afterEach(() => new Promise(done => server.close(done)))

/** Announces `declared` bytes, sends `sent` of them and what `more` does, and reads the answer to its end. */
function exchange(declared: number, sent: number, more = (_: Socket) => {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let received = ''
    socket.on('data', chunk => {
      received += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(received))
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${declared}\r\n\r\n`)
    socket.write(Buffer.alloc(sent))
    more(socket)
  })
}

it('lets the answer to a refused body reach the client', async () => {
  expect(await exchange(8_000_000, 8_000_000)).toMatch(/^HTTP\/1.1 413 /)
})

it('does not wait for a body that does not come', async () => {
  expect(await exchange(8_000_000, 10)).toMatch(/^HTTP\/1.1 413 /)
})

it('reads what came while the process was held up for longer than it waits', async () => {
  const arrived = once(server, 'request')
  const answer = exchange(8_000_000, 1000, async socket => {
    await arrived
    socket.write(Buffer.alloc(7_999_000))
    const end = performance.now() + 300
    while (performance.now() < end);
  })
  expect(await answer).toMatch(/^HTTP\/1.1 413 /)
})
