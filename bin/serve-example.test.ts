import { execFile } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import oidcExample from '../examples/oidc-client-ts/package.json' with { type: 'json' }
import reactExample from '../examples/react/package.json' with { type: 'json' }
import own from '../package.json' with { type: 'json' }
import { serveExample } from './serve-example.ts'

const LATCHKEY = { origin: 'https://auth.school.example', port: 3010 }

test.each([
  ['static-site', 'assets/js/api/settings.js', 'localPort = 3010\nexport const deployedUri = '],
  ['client-site', 'site.js', "from 'https://auth.school.example/client.js'"],
  ['react', null, 'https://auth.school.example/client.js'],
  ['oidc-client-ts', null, 'https://auth.school.example'],
] as const)('%s is served with the address of Latchkey', async (example, file, text) => {
  const server = await serveExample(example, 0, LATCHKEY)
  const { port } = server.address() as AddressInfo
  const get = (path: string) => fetch(`http://127.0.0.1:${port}/${path}`)
  const page = await get('?x=1')
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html'])
  const script = file ?? /src="\.\/(assets\/[^"]+)"/.exec(await page.text())?.[1] ?? ''
  const served = await (await get(script)).text()
  expect(served).toContain(text)
  expect(served).not.toContain('.example.com')
  expect((await get('../README.md')).status).toBe(404)
  server.close()
})

test('the examples name the versions that they are tested with', () => {
  const tested: Record<string, string> = { ...own.dependencies, ...own.devDependencies }
  for (const example of [reactExample, oidcExample]) {
    const named = { ...example.dependencies, ...example.devDependencies }
    for (const [name, version] of Object.entries(named))
      expect([name, version]).toEqual([name, tested[name]])
  }
})

test('an example that is not there is named with those that are', async () => {
  const file = `${import.meta.dirname}/serve-example.ts`
  const ran = promisify(execFile)(process.execPath, [file, 'shop'])
  const message =
    'There is no example shop. Name one of static-site, client-site, react, oidc-client-ts.\n'
  await expect(ran).rejects.toMatchObject({ code: 2, stderr: message })
})
