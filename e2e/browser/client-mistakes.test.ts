import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { makeCertificate } from '../fixtures/certificate.ts'
import { findFreePort } from '../fixtures/child.ts'
import { SECRET_KEY } from '../fixtures/host.ts'
import { startNginx } from '../fixtures/nginx.ts'
import { createMember } from '../fixtures/people.ts'
import { serveFiles } from './saved-page.ts'
import { catchFailure, expect, test } from './sites.ts'

// What people get wrong, in Chromium: what happens, and that we name the line to change.
test.use({ ignoreHTTPSErrors: false })

type Init = Pick<RequestInit, 'method' | 'credentials'> & {
  body?: string
  headers?: Record<string, string>
}

const fetchIn = (page: Page, url: string, init: Init = {}) =>
  page.evaluate(
    ([url, init]) =>
      fetch(url, init).then(
        async answer => ({ status: answer.status, body: await answer.json() }),
        (error: Error) => ({ status: 0, body: { message: error.name } }),
      ),
    [url, init] as const,
  )

/** Loads the client from one server, to call another. */
const connectTo = (page: Page, from: string, server: string) =>
  page.evaluate(
    async ([client, server]) => {
      const { connect } = await import(client)
      globalThis.auth = connect({ server })
    },
    [`${from}/client.js`, server] as const,
  )

test('credentials left at their default: the sign-in says 200, and nobody is signed in', async ({
  context,
  crossing,
}) => {
  const { uid, password } = await createMember(crossing.host)
  const page = await context.newPage()
  await page.goto(crossing.origins['same site'] ?? '')
  const { server } = crossing
  const signIn = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ uid, password }),
  }
  const signInAndAsk = async (more: Init) => {
    const { status } = await fetchIn(page, `${server}/api/authenticate`, { ...signIn, ...more })
    return [status, (await fetchIn(page, `${server}/api/id`, more)).status]
  }
  expect(await signInAndAsk({})).toEqual([200, 401])
  const { body } = await fetchIn(page, `${server}/api/cors/check?credentials=same-origin`)
  expect(body.summary).toMatch(/nobody is signed in: the script does not say credentials/)
  const cookie = body.steps.find(({ id }: { id: string }) => id === 'cookie')
  expect(cookie.fix.label).toContain("Write credentials: 'include' in every fetch")
  expect(await signInAndAsk({ credentials: 'include' })).toEqual([200, 200])
})

test('plain http, where the server is on https: the page reads what to write', async ({
  context,
  crossing,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-nginx-'))
  const httpsPort = await findFreePort()
  const variables = { SECRET_KEY, PORT: String(crossing.host.port) }
  const nginx = await startNginx({ folder, httpsPort, variables })
  const page = await context.newPage()
  await page.goto(crossing.origins['same site'] ?? '')
  const plain = `http://localhost:${nginx.httpPort}`
  expect(await fetchIn(page, `${plain}/api/id`, { credentials: 'include' })).toMatchObject({
    status: 403,
    body: { code: 'https_required', message: `Use https://localhost:${httpsPort}.` },
  })
  // A password does not leave the browser.
  const json = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }
  expect((await fetchIn(page, `${plain}/api/authenticate`, json)).status).toBe(0)
  await connectTo(page, crossing.server, plain)
  expect(await catchFailure(page, 'login', 'somebody', 'a password')).toMatchObject({
    code: 'https_required',
    message: `Use https://localhost:${httpsPort}.`,
  })
  await nginx.stop()
  await rm(folder, { recursive: true })
})

test('a self-signed certificate: the client says how to see why', async ({ context, crossing }) => {
  const server = createServer(makeCertificate(['localhost']), (_, answer) => answer.end('{}'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => complaints.push(message.text()))
  await page.goto(crossing.origins['same site'] ?? '')
  await connectTo(page, crossing.server, origin)
  expect(await catchFailure(page, 'user')).toMatchObject({
    code: 'server_down',
    message: `${origin} does not answer. Try again soon, or open it in a tab.`,
  })
  await expect.poll(() => complaints.join()).toContain('ERR_CERT_AUTHORITY_INVALID')
  server.close()
  server.closeAllConnections()
})

const CACHE_FIRST = `
addEventListener('install', () => skipWaiting())
addEventListener('activate', event => event.waitUntil(clients.claim()))
addEventListener('fetch', event => {
  LINE
  event.respondWith(new Response('<p>Offline', { headers: { 'Content-Type': 'text/html' } }))
})`

for (const [name, line] of [
  ['answers first', ''],
  ['lets other origins pass', 'if (new URL(event.request.url).origin !== location.origin) return'],
] as const) {
  test(`a service worker that ${name}`, async ({ context, crossing }) => {
    const { host, server } = crossing
    const site = await serveFiles(host, 'localhost', {
      'index.html': '',
      'sw.js': CACHE_FIRST.replace('LINE', line),
    })
    const page = await context.newPage()
    await page.goto(site.origin)
    await page.evaluate(async url => {
      const { connect } = await import(url)
      globalThis.auth = connect()
      await navigator.serviceWorker.register('/sw.js')
      while (!navigator.serviceWorker.controller) await new Promise(done => setTimeout(done, 20))
    }, `${server}/client.js`)
    const failure = await catchFailure(page, 'user')
    const said = `${server} does not answer. Try again soon, or open it in a tab. ${site.origin}/sw.js stands in between.`
    expect(failure.message).toBe(line ? '' : said)
    await site.stop()
  })
}
