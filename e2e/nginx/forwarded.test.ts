import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLEARED_HEADERS } from '../../deploy/nginx/request-headers.ts'
import { findFreePort } from '../fixtures/child.ts'
import { type Header, send } from '../fixtures/client.ts'
import { SECRET_KEY } from '../fixtures/host.ts'
import { type Nginx, startNginx } from '../fixtures/nginx.ts'
import { sendRaw } from '../fixtures/raw.ts'

type Arrived = { url: string; headers: string[] }

/** An nginx before a server that answers with what reaches it. */
describe('what reaches the server', () => {
  let folder: string
  let server: Server
  let nginx: Nginx
  let port: number
  beforeAll(async () => {
    server = createServer((req, res) => {
      res.end(JSON.stringify({ url: req.url, headers: req.rawHeaders }))
    }).listen(await findFreePort(), '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    folder = await mkdtemp(join(tmpdir(), 'latchkey-nginx-'))
    port = await findFreePort()
    nginx = await startNginx({
      folder,
      httpsPort: port,
      variables: { SECRET_KEY, PORT: String(typeof address === 'object' && address?.port) },
    })
  })
  afterAll(async () => {
    await nginx?.stop()
    server?.close()
    await rm(folder, { recursive: true, force: true })
  })
  // Not under /api, whose answers are held against their document.
  const arrived = async (path: string, headers: Header[] = []): Promise<Arrived> =>
    (await send({ port, nginx }, { path, headers })).json()

  it('says by itself who asks, and how', async () => {
    const { headers } = await arrived('/', [
      ['Host', 'evil.example'],
      ...['192.0.2.1', '192.0.2.2'].map((address): Header => ['X-Forwarded-For', address]),
      ['X-Forwarded-Proto', 'http'],
      ['X-Forwarded-Host', 'evil.example'],
      ['X-Real-IP', '192.0.2.1'],
      ['X_Forwarded_For', '192.0.2.1'],
      ['Forwarded', 'for=192.0.2.1'],
    ])
    expect(pairs(headers)).toEqual({
      host: `localhost:${port}`,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': `localhost:${port}`,
      'x-real-ip': '127.0.0.1',
    })
  })

  it('is nothing that only parts of the server say to each other', async () => {
    const internal = [...CLEARED_HEADERS, 'X-Latchkey-Refused'].map((name): Header => [name, '413'])
    const { headers } = await arrived('/', [...internal, ['RSC', '1'], ['Next-Action', 'x']])
    expect(Object.keys(pairs(headers)).toSorted()).toEqual([
      ...['host', 'next-action', 'rsc', 'x-forwarded-for', 'x-forwarded-host'],
      ...['x-forwarded-proto', 'x-real-ip'],
    ])
  })

  it.each([
    ['/login?next=//x', '/login?next=//x'],
    ['/a%2Fb%20c', '/a%2Fb%20c'],
    ['/a/../b', '/a/../b'],
    ['/a\\b', '/a\\b'],
    ['//login', '/login'],
    ['/a///b//?c=//d', '/a/b/?c=//d'],
    ['//evil.example/%2e%2e', '/'],
    ['//a%3Fb%20c%0d%0aX-Evil:%201', '/a%3Fb%20c%0D%0AX-Evil:%201'],
  ])('of %s is %s', async (path, url) => {
    const answer = await sendRaw(
      { port, nginx },
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toContain(`"url":${JSON.stringify(url)}`)
    expect(answer).not.toMatch(/"X-Evil"/i)
  })

  it('comes by https alone: pages are redirected, calls are refused', async () => {
    const plain = { port: nginx.httpPort }
    const page = await send(plain, { path: '/login?a=b' })
    expect([page.status, page.one('location')]).toEqual([
      308,
      `https://localhost:${port}/login?a=b`,
    ])
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const head = `${method} /api/users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
      const answer = await sendRaw(plain, head)
      expect(answer).toMatch(/^HTTP\/1\.1 403 /)
      expect(answer).toContain('"code":"https_required"')
      expect(answer).not.toMatch(/^location:/im)
    }
  })

  it('comes by https alone: a page of any origin may read that', async () => {
    const ask = (more = '') =>
      sendRaw(
        { port: nginx.httpPort },
        `GET /api/id HTTP/1.1\r\nHost: localhost\r\n${more}Connection: close\r\n\r\n`,
      )
    const answer = await ask('Origin: https://you.github.io\r\n')
    expect(answer).toMatch(/^Access-Control-Allow-Origin: https:\/\/you\.github\.io\r$/m)
    expect(answer).toMatch(/^Access-Control-Allow-Credentials: true\r$/m)
    expect(answer).toContain(`"message":"Use https://localhost:${port}."`)
    expect(await ask()).not.toContain('Access-Control-Allow-Origin')
  })
})

/** By name in lower case; a value that comes twice is another one. */
function pairs(raw: string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase()
    found[name] = name in found ? `${found[name]} | ${raw[i + 1]}` : (raw[i + 1] ?? '')
  }
  return found
}
