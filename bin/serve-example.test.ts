import { execFile } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { serveExample } from './serve-example.ts'

const LATCHKEY = { origin: 'https://auth.school.example', port: 3010 }

test.each([
  ['static-site', '/assets/js/api/settings.js', 'localPort = 3010\nexport const deployedUri = '],
  ['client-site', '/site.js', "from 'https://auth.school.example/client.js'"],
] as const)('%s is served with the address of Latchkey', async (site, path, text) => {
  const server = await serveExample(site, 0, LATCHKEY)
  const { port } = server.address() as AddressInfo
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  const page = await get('/?x=1')
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html'])
  expect(await (await get(path)).text()).toContain(text)
  expect(await (await get(path)).text()).not.toContain('.example.com')
  expect((await get('/../README.md')).status).toBe(404)
  server.close()
})

test('an example that is not there is named with those that are', async () => {
  const file = `${import.meta.dirname}/serve-example.ts`
  const ran = promisify(execFile)(process.execPath, [file, 'shop'])
  const message = 'There is no example shop. Name one of static-site, client-site.\n'
  await expect(ran).rejects.toMatchObject({ code: 2, stderr: message })
})
