import { once } from 'node:events'
import { Agent, createServer, get, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLosslessClose } from './lossless-close.ts'

/** In milliseconds: longer than any test runs. */
const LONG = 60_000

let server: Server
let close: (silence: number) => Promise<void>
let agent: Agent
beforeEach(async () => {
  agent = new Agent({ keepAlive: true, maxSockets: 1 })
  server = createServer({ keepAliveTimeout: LONG }, (req, res) => {
    if (req.url === '/slow') server.emit('slow', res)
    else res.end('here')
  })
  close = createLosslessClose(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  agent.destroy()
  server.closeAllConnections()
})

const port = () => (server.address() as AddressInfo).port

/** Sends a request on the agent's one connection. @returns the `Connection` header of the answer. */
async function ask(at: number, path = '/'): Promise<string | undefined> {
  const [answer] = await once(get({ agent, host: '127.0.0.1', port: at, path }), 'response')
  await answer.resume().toArray()
  return answer.headers.connection
}

/** Opens a connection and sends nothing on it. */
async function openSilent(): Promise<Socket> {
  const accepted = once(server, 'connection')
  const socket = connect(port(), '127.0.0.1')
  await accepted
  return socket
}

it('answers once more on an idle connection, and says that this answer is the last', async () => {
  const at = port()
  expect(await ask(at)).toBe('keep-alive')
  const closed = close(LONG)
  expect(await ask(at)).toBe('close')
  await closed
})

it('makes an answer under way the last on its connection', async () => {
  const at = port()
  const slow = once(server, 'slow')
  const asked = ask(at, '/slow')
  const [answer] = (await slow) as [ServerResponse]
  const closed = close(0)
  answer.end('late')
  expect(await asked).toBe('close')
  await closed
})

it('does not treat a connection as silent while its answer is under way', async () => {
  const at = port()
  expect(await ask(at)).toBe('keep-alive')
  const closed = close(LONG - 1)
  const slow = once(server, 'slow')
  const asked = ask(at, '/slow')
  const [answer] = (await slow) as [ServerResponse]
  expect(answer.socket?.timeout).toBe(0)
  answer.end('late')
  expect(await asked).toBe('close')
  await closed
})

it('cuts connections that stay silent, and then is closed', async () => {
  const socket = await openSilent()
  const cut = once(socket, 'close')
  await close(50)
  await cut
})

it('takes no new connection', async () => {
  const at = port()
  await close(LONG)
  await expect(ask(at)).rejects.toThrow('ECONNREFUSED')
})

it('called again with a shorter silence, cuts silent connections at once', async () => {
  const socket = await openSilent()
  const cut = once(socket, 'close')
  const closed = close(LONG)
  await close(0)
  await Promise.all([closed, cut])
})
