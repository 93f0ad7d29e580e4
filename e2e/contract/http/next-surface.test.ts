import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Header, send } from '../../fixtures/client.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const ROOT = join(import.meta.dirname, '../../..')
const BUILD = readFileSync(join(ROOT, '.next/BUILD_ID'), 'utf8').trim()
const IMAGE = '?url=%2Ficon.svg&w=640&q=75'

const host = await requestHost()

/** Every address that the code of Next names for its own use, so that one of a later version is asked for too. */
function listNamesInNext(): string[] {
  const found = new Set<string>()
  for (const folder of ['server', 'next-devtools/server', 'shared/lib', 'build/templates']) {
    const at = join(ROOT, 'node_modules/next/dist', folder)
    for (const file of readdirSync(at, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.js')) continue
      const text = readFileSync(join(at, file), 'utf8')
      for (const [, path = ''] of text.matchAll(/['"`](\/__?next[\w./-]*)/g)) found.add(path)
    }
  }
  return [...found]
}

const OWN = [
  '/_next',
  '/_next/',
  `/_next/image${IMAGE}`,
  `/_next/image/${IMAGE}`,
  `/%5Fnext/image${IMAGE}`,
  `/_next%2Fimage${IMAGE}`,
  `/_next/%69mage${IMAGE}`,
  '/_next/image?url=%2Fapi%2Fusers%2Fadmin%2Favatar&w=640&q=75',
  `/_next/data/${BUILD}/login.json`,
  `/_next/data/${BUILD}/index.json`,
  '/_next/mcp',
  '/_next/mcp/',
  '/_next/hmr',
  '/_next/webpack-hmr',
  '/_next/static',
  '/_next/static/',
  '/_next/static/chunks',
  '/_next/static/nowhere.js',
  '/_next/static/%2e%2e%2fBUILD_ID',
  '/_next/BUILD_ID',
  '/_next/routes-manifest.json',
  '/_next/server/app/login.html',
  '/__nextjs_original-stack-frames',
  '/__nextjs_font/geist-latin.woff2',
  '/__nextjs_devtools_config',
  '/_not-found',
  '/_global-error',
  '/_error',
  '/_document',
  '/_app',
  '/404',
  '/500',
  '/index.rsc',
  '/login.rsc',
  '/docs/api.rsc',
  '/login.segments/_tree.segment.rsc',
  '/_not-found.rsc',
  '/api/id.rsc',
]

it('404: every address of its own that Next has or names', async () => {
  const names = listNamesInNext()
  expect(names).toContain('/_next/image')
  expect(names.length).toBeGreaterThan(10)
  const answers: string[] = []
  for (const path of new Set([...OWN, ...names])) {
    for (const method of ['GET', 'HEAD']) {
      const { status } = await send(host, { method, path: encodeURI(decodeURI(path)) })
      answers.push(`${status} ${method} ${path}`)
    }
  }
  expect(answers.filter(answer => !answer.startsWith('404 '))).toEqual([])
})

it('404: a POST to the tools of development', async () => {
  for (const path of ['/_next/mcp', '/__nextjs_original-stack-frames', '/__nextjs_restart_dev']) {
    expect([path, (await send(host, { method: 'POST', path })).status]).toEqual([path, 404])
  }
})

it('200: the files of the build, which pages load', async () => {
  const { text } = await send(host, { path: '/login' })
  const files = new Set(text.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g))
  expect(files.size).toBeGreaterThan(2)
  for (const path of files) expect([path, (await send(host, { path })).status]).toEqual([path, 200])
})

const NAVIGATION: Header[] = [['RSC', '1']]
const PREFETCH: Header[] = [
  ['RSC', '1'],
  ['Next-Router-Prefetch', '1'],
  ['Next-Router-State-Tree', '%5B%22%22%5D'],
  ['Next-Url', '/'],
]
const OTHERS: Header[] = [
  ['x-nextjs-data', '1'],
  ['x-middleware-prefetch', '1'],
  ['Next-Action', 'a'.repeat(42)],
]

it.each([
  ['/api/id', 401],
  ['/api/nowhere', 404],
  ['/api/openapi.json', 200],
  ['/.well-known/jwks.json', 200],
  ['/client.js', 200],
  ['/healthz', 200],
  ['/readyz', 200],
  ['/icon.svg', 200],
  ['/favicon.ico', 200],
] as const)('%s answers as ever (%i) to what the router of pages sends', async (path, status) => {
  const plain = await send(host, { path })
  for (const headers of [NAVIGATION, PREFETCH, OTHERS]) {
    const answer = await send(host, { path, headers })
    expect([answer.status, answer.text, answer.all('location')]).toEqual([status, plain.text, []])
    expect(answer.one('content-type')).toBe(plain.one('content-type'))
  }
})

it('200: a page, to a navigation and to a prefetch of its own router', async () => {
  const headers = NAVIGATION
  const answer = await send(host, { path: '/login?_rsc', headers })
  expect([answer.status, answer.one('content-type')]).toEqual([200, 'text/x-component'])
  const page = await send(host, { path: '/login', headers: [['x-middleware-prefetch', '1']] })
  expect(page.text).toContain('<!DOCTYPE html>')
})
