import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { drainBody } from './drain.ts'

const server = createServer(async (req, res) => {
  await drainBody(req)
  res.writeHead(413, { Connection: 'close' }).end('too large')
})
beforeEach(() => new Promise<void>(done => server.listen(0, '127.0.0.1', done)))
afterEach(() => new Promise(done => server.close(done)))

/** Announces `declared` bytes, sends `sent` of them, and reads the answer to its end. */
function exchange(declared: number, sent: number): Promise<string> {
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
  })
}

it('lets the answer to a refused body reach the client', async () => {
  expect(await exchange(8_000_000, 8_000_000)).toMatch(/^HTTP\/1.1 413 /)
})

it('does not wait for a body that does not come', async () => {
  expect(await exchange(8_000_000, 10)).toMatch(/^HTTP\/1.1 413 /)
})
