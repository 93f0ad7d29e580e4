import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { env } from '#lib/env/env.ts'
import { judgeOnEdge } from './edge.ts'
import { isSealed } from './internal-seal.ts'

const PINNED = 'https://pinned.example'
const ADDED = 'https://added.example'

let node: Server
let listed: object[] = []
let isUp = true
const heard: { refusals: { origin: string; count: number }[]; sealed: boolean }[] = []
const later: Promise<unknown>[] = []

beforeAll(async () => {
  // How old the list is depends on no machine.
  vi.useFakeTimers({ toFake: ['Date'] })
  node = createServer(async (request: IncomingMessage, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const sealed = await isSealed(String(request.headers['x-latchkey-seal']), body)
    heard.push({ ...JSON.parse(body), sealed })
    response
      .writeHead(isUp ? 200 : 503)
      .end(JSON.stringify({ origins: listed, headers: ['x-tool'] }))
  }).listen(0, '127.0.0.1')
  await once(node, 'listening')
  const { port } = node.address() as AddressInfo
  process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
  Object.assign(env(), { corsOrigins: [PINNED], publicUrl: new URL(`http://localhost:${port}`) })
})
afterAll(async () => {
  vi.useRealTimers()
  await Promise.all(later)
  node.close()
})

const ask = async (origin: string | null) => {
  const header = (name: string) => (name === 'origin' ? origin : null)
  const request = { method: 'GET', path: '/api/id', header }
  return (await judgeOnEdge(request, promise => later.push(promise))).origin
}
const settled = async () => {
  while (later.length > 0) await later.pop()
}

test('a request without an origin, or from our own, asks the Node side for nothing', async () => {
  expect(await ask(null)).toBe('none')
  expect(await ask(env().publicUrl.origin)).toBe('own')
  expect(heard).toEqual([])
})

test('a known origin is judged at once, and the list is fetched in the background', async () => {
  expect(await ask(PINNED)).toBe('allowed')
  expect(heard).toEqual([])
  await settled()
  expect(heard).toEqual([{ refusals: [], sealed: true }])
  expect(await ask(PINNED)).toBe('allowed')
  await settled()
  expect(heard).toHaveLength(1)
})

test('an unknown origin waits for the list, once a second, and refusals are reported together', async () => {
  listed = [{ origin: ADDED, mode: 'both', enabled: true }]
  // Less than a second after the last answer.
  expect(await ask(ADDED)).toBe('refused')
  expect(await ask('https://evil.example')).toBe('refused')
  expect(heard).toHaveLength(1)
  await settled()
  expect(heard).toHaveLength(2)
  expect(heard[1]).toMatchObject({
    refusals: [
      { origin: ADDED, count: 1 },
      { origin: 'https://evil.example', count: 1 },
    ],
    sealed: true,
  })
  expect(await ask(ADDED)).toBe('allowed')
})

test('without an answer the previous list stays', async () => {
  isUp = false
  listed = []
  vi.setSystemTime(Date.now() + 1001)
  expect(await ask('https://evil.example')).toBe('refused')
  expect(await ask(ADDED)).toBe('allowed')
  expect(await ask(PINNED)).toBe('allowed')
  isUp = true
  vi.setSystemTime(Date.now() + 1001)
  await Promise.all(Array.from({ length: 50 }, (_, i) => ask(`https://x${i}.example`)))
  expect(await ask(ADDED)).toBe('refused')
  await settled()
  expect(heard.length).toBeLessThan(7)
})
