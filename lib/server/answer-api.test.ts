import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBytes } from '#lib/http/body.ts'
import { answerApi } from './answer-api.ts'
import { route } from './route.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

const LIMIT = 100_000

const module = route({
  async PUT(request) {
    await readBytes(request, LIMIT)
    return new Response(null, { status: 204 })
  },
})
const router = () => ({ module, params: {} })
const server = createServer((req, res) => void answerApi(router, '/api', req, res))
beforeAll(() => new Promise<void>(done => server.listen(0, '127.0.0.1', done)))
afterAll(() => new Promise(done => server.close(done)))

/** Sends the `pieces` of a body one by one, and reads the answer only after the last one. */
async function upload(framing: string, pieces: Buffer[]): Promise<string> {
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1').pause()
  const read = new Promise<string>((resolve, reject) => {
    let received = ''
    socket.on('error', reject).on('close', () => resolve(received))
    socket.on('data', text => {
      received += text
    })
    socket.pause()
  })
  socket.write(`PUT /api HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${framing}\r\n\r\n`)
  for (const piece of pieces) {
    await new Promise(done => socket.write(piece, done))
    await wait(30)
  }
  socket.resume()
  return read
}

const piece = Buffer.alloc(2 * LIMIT, ' ')
const pieces = Array.from({ length: 5 }, () => piece)

it('413 reaches a client that sends far too much with a Content-Length', async () => {
  const length = pieces.length * piece.length
  expect(await upload(`Content-Length: ${length}`, pieces)).toMatch(/^HTTP\/1.1 413 /)
})

it('413 reaches a client that sends far too much in chunks', async () => {
  const size = Buffer.from(`${piece.length.toString(16)}\r\n`)
  const chunks = pieces.map(body => Buffer.concat([size, body, Buffer.from('\r\n')]))
  const sent = [...chunks, Buffer.from('0\r\n\r\n')]
  expect(await upload('Transfer-Encoding: chunked', sent)).toMatch(/^HTTP\/1.1 413 /)
})
