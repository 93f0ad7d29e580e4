import { once } from 'node:events'
import { chmodSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resolveSqlitePath } from '#lib/db/database-url.ts'
import { closeDb } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import type { Installation } from '#lib/server/installation/installation.ts'
import { makeCertificate } from '../../e2e/fixtures/certificate.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { makeScratchFolder, writeFiles } from '../../e2e/fixtures/scratch-folder.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'
import { checkClock } from './clock.ts'
import type { Finding } from './finding.ts'
import { checkOrigins } from './origins.ts'
import { checkProxies } from './proxies.ts'
import { checkEnvFile } from './settings.ts'
import { checkTls } from './tls.ts'

const examined = async () => {
  const { out } = await runLatchkey(['doctor', '--json'])
  return JSON.parse(out) as Finding[]
}
const stateOf = (found: Finding[], check: string) =>
  found.filter(finding => finding.check === check).map(({ state }) => state)

describe.each(engines)('latchkey doctor on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    env().publicUrl = new URL('http://localhost:1023')
  }, 60_000)
  afterAll(() => stop())

  it('says that there is no administrator, and later that the database passes', async () => {
    expect(stateOf(await examined(), 'Database')).toEqual(['fault'])
    await addUser({ role: 'Admin' })
    expect(stateOf(await examined(), 'Database')).toEqual(['ok'])
  })

  it('says what does not answer, makes the other checks, and ends with status 1', async () => {
    const { exit, out, err } = await runLatchkey(['doctor'])
    expect({ exit, err }).toEqual({ exit: 1, err: '' })
    expect(out).toMatch(/^✓ Settings {2}No faults\. /)
    expect(out).toMatch(
      /\n✗ Server {4}http:\/\/localhost:1023 does not answer: \S+\.\n {12}→ Start the server/,
    )
    expect(out).toContain('\n– Proxies ')
    expect(out).toContain('\n✓ Cookie    jwt (SameSite=lax). No browser sends it from a page on')
    expect(out).toMatch(/\n\n1 check failed\.\n$/)
  })

  it('checks each allowed origin, and whether their pages can use the cookie', async () => {
    await runLatchkeyJson(['origins', 'add', 'https://you.github.io', '--mode', 'bearer'])
    expect(stateOf(await examined(), 'Cookie')).toEqual(['ok'])
    await runLatchkeyJson(['origins', 'add', 'https://app.example.org'])
    const found = await examined()
    expect(found.find(({ check }) => check === 'Cookie')).toMatchObject({
      state: 'fault',
      says: expect.stringContaining('https://app.example.org'),
    })
    expect(stateOf(found, 'Origins')).toEqual(['ok', 'ok'])
  })
})

it('says that others can read the database, or that there is none', async () => {
  const stop = await startStore('sqlite')
  await addUser({ role: 'Admin' })
  chmodSync(resolveSqlitePath(env().databaseUrl), 0o644)
  expect(stateOf(await examined(), 'Database')).toEqual(['ok', 'fault'])
  await closeDb()
  env().databaseUrl = 'file:/nowhere/latchkey.db'
  const found = await examined()
  expect([stateOf(found, 'Database'), stateOf(found, 'Origins')]).toEqual([
    ['fault'],
    ['unchecked'],
  ])
  await stop()
})

it('says that others can read .env, but allows its group', async () => {
  const folder = makeScratchFolder()
  writeFiles(folder, { '.env': '' })
  const found = async (mode: number) => {
    chmodSync(join(folder, '.env'), mode)
    return stateOf(await checkEnvFile(join(folder, '.env')), 'Settings')
  }
  expect([await found(0o600), await found(0o640), await found(0o644)]).toEqual([[], [], ['fault']])
})

it('does not count its own origin among the allowed ones', async () => {
  const origin = env().publicUrl.origin
  const own = { origin, enabled: true, mode: 'both', warning: null } as OriginJson
  const found = await checkOrigins([own], null, true)
  expect(found.map(({ says }) => says)).toEqual([expect.stringContaining('None is allowed')])
})

describe('the proxies', () => {
  it.each<[trust: number, forwarded: string, address: string, state: string, fix?: string]>([
    [0, '203.0.113.77', '192.0.2.1', 'ok'],
    [1, '203.0.113.77', '203.0.113.77', 'fault', 'TRUST_PROXY=0 is set here: restart the server.'],
    [1, '203.0.113.77, 192.0.2.1', '192.0.2.1', 'ok'],
    [1, '192.0.2.1', '192.0.2.1', 'ok'],
    [
      0,
      '203.0.113.77, 192.0.2.1',
      '127.0.0.1',
      'fault',
      'Set TRUST_PROXY=1 and restart the server.',
    ],
    [0, '192.0.2.1', '127.0.0.1', 'fault', 'Set TRUST_PROXY=1 and restart the server.'],
    [
      2,
      '203.0.113.77, 192.0.2.1',
      '203.0.113.77',
      'fault',
      'Set TRUST_PROXY=1 and restart the server.',
    ],
    [2, '192.0.2.1', 'unknown', 'fault', 'Set TRUST_PROXY=1 and restart the server.'],
    [1, '192.0.2.1, 10.0.0.2', '10.0.0.2', 'fault', 'Set TRUST_PROXY=2 and restart the server.'],
    [2, '203.0.113.77, 192.0.2.1, 10.0.0.2', '192.0.2.1', 'ok'],
  ])('trusted: %i, X-Forwarded-For: %s', (trustProxy, forwarded, address, state, fix) => {
    const settings = { TRUST_PROXY: String(trustProxy) }
    const installation = { settings } as unknown as Installation
    const finding = checkProxies({ address, forwarded, installation })
    expect({ state: finding.state, fix: finding.fix }).toEqual({ state, fix })
  })
})

describe('the clock', () => {
  const here = Date.parse('2026-02-03T04:05:06Z')
  it.each([
    ['Tue, 03 Feb 2026 04:05:00 GMT', 'ok', 'It agrees with the server’s.'],
    ['Tue, 03 Feb 2026 04:15:06 GMT', 'fault', 'The server’s is 600 seconds later than this'],
    ['Tue, 03 Feb 2026 04:04:06 GMT', 'fault', 'The server’s is 60 seconds earlier than this'],
    [null, 'unchecked', 'There is no other clock'],
  ])('of a server that says %s', async (date, state, says) => {
    const finding = await checkClock(date, here, false)
    expect(finding).toMatchObject({ state, says: expect.stringContaining(says) })
  })
})

describe('the certificate', () => {
  beforeEach(() => {
    process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
  })

  it('fails when browsers refuse it, when it expires soon, and without TLS', async () => {
    const certificate = makeCertificate(['localhost'])
    const server = createServer(certificate).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    env().publicUrl = new URL(`https://localhost:${port}`)
    expect((await checkTls()).says).toMatch(/^Browsers refuse the certificate: /)
    setDefaultCACertificates([certificate.cert])
    expect((await checkTls()).says).toBe('The certificate expires in 0 days.')
    env().publicUrl = new URL(`https://127.0.0.1:${port}`)
    expect((await checkTls()).state).toBe('fault')
    server.close()
    env().publicUrl = new URL('https://localhost:1023')
    expect((await checkTls()).says).toMatch(/^There is no TLS at localhost:1023: /)
    env().publicUrl = new URL('http://localhost:1023')
    expect((await checkTls()).state).toBe('ok')
  })
})
