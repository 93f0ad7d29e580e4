import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send } from '../fixtures/client.ts'
import { CORS_CASES } from '../fixtures/cors-cases.ts'
import {
  buildGrantedPreflight,
  readCorsHeaders,
  SILENT,
  SILENT_PREFLIGHT,
} from '../fixtures/cors-expected.ts'
import { EVIL_ORIGINS } from '../fixtures/cors-origins.ts'
import { ALLOWED_ORIGINS, type Host } from '../fixtures/host.ts'
import {
  allowOrigin,
  changeOrigin,
  makeUnlistedOrigin,
  readCorsFor,
  removeOrigin,
  SOON,
  sendPreflight,
} from '../fixtures/origins.ts'
import { startHost } from '../fixtures/start-host.ts'

describe('two processes on one file, one of them without CORS_ORIGINS', () => {
  let folder: string
  let first: Host
  let second: Host
  const stops: (() => Promise<void>)[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-origins-'))
    const databaseUrl = `file:${join(folder, 'origins.db')}`
    const start = async (variables = {}) => {
      const { host, child } = await startHost({ server: 'server.ts', databaseUrl, variables })
      stops.push(child.stop)
      return host
    }
    first = await start()
    second = await start({ CORS_ORIGINS: '' })
  })
  afterAll(async () => {
    await Promise.all(stops.map(stop => stop()))
    await rm(folder, { recursive: true })
  })

  it('each obeys the other within two seconds', async () => {
    const name = makeUnlistedOrigin()
    const granted = [204, buildGrantedPreflight(name)]
    const refused = [403, SILENT_PREFLIGHT]
    const path = await allowOrigin(first, { origin: name })
    await expect.poll(() => sendPreflight(second, name), SOON).toEqual(granted)
    await changeOrigin(first, path, { enabled: false })
    await expect.poll(() => sendPreflight(second, name), SOON).toEqual(refused)
    await changeOrigin(second, path, { enabled: true })
    await expect.poll(() => sendPreflight(first, name), SOON).toEqual(granted)
    await removeOrigin(second, path)
    await expect.poll(() => sendPreflight(first, name), SOON).toEqual(refused)
  })

  it('grants and refuses as ever, with the whole list in the database', async () => {
    const paths: string[] = []
    for (const name of ALLOWED_ORIGINS) paths.push(await allowOrigin(second, { origin: name }))
    for (const { method = 'GET', path = '/api/users', ...one } of CORS_CASES) {
      const answer = await send(second, { method, path, headers: one.headers ?? [] })
      const expected = readCorsHeaders(answer, second, path)
      expect({ what: one.what, status: answer.status, expected }).toEqual({
        what: one.what,
        status: one.status,
        expected: one.expected,
      })
    }
    for (const evil of EVIL_ORIGINS) {
      expect(await readCorsFor(second, evil)).toEqual(SILENT)
      expect(await sendPreflight(second, evil)).toEqual([403, SILENT_PREFLIGHT])
    }
    for (const path of paths) await removeOrigin(second, path)
  })
})
