import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshTokens, requestTokens } from '../fixtures/access-tokens.ts'
import { type Child, runScript } from '../fixtures/child.ts'
import { bearer, postJson, send } from '../fixtures/client.ts'
import { ADMIN, type Host, SECRET_KEY } from '../fixtures/host.ts'
import { createMember, type Person, signIn } from '../fixtures/people.ts'
import { startHost } from '../fixtures/start-host.ts'
import { decodeToken } from '../fixtures/tokens.ts'

const NEXT_KEY = 'contract-b7e5f0c2d9a84136b1f08e7d5c3a9264'
// Processes that start take as long as the machine is busy.
const START = { timeout: 60_000, interval: 100 }

describe('server.ts with WEB_CONCURRENCY=2, whose SECRET_KEY changes', { timeout: 180_000 }, () => {
  let folder: string
  let host: Host
  let child: Child
  let settings: Record<string, string>
  let member: Person
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-secret-'))
    writeSecretKey(SECRET_KEY)
    ;({ host, child, settings } = await startHost({
      server: 'server.ts',
      databaseUrl: `file:${join(folder, 'secret.db')}`,
      variables: { WEB_CONCURRENCY: '2' },
      folder,
    }))
    member = await createMember(host)
  })
  afterAll(async () => {
    await child?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const writeSecretKey = (ring: string) =>
    writeFileSync(join(folder, '.env'), `SECRET_KEY=${ring}\n`, { mode: 0o600 })
  const countReplaced = () => child.output().split('workers replaced').length - 1
  const replaceWorkers = async () => {
    const before = countReplaced()
    process.kill(child.pid, 'SIGHUP')
    await expect.poll(countReplaced, START).toBe(before + 1)
  }
  const statusOf = async (token: string) =>
    (await send(host, { path: '/api/id', headers: [bearer(token)] })).status
  const runKeys = (secretKey: string, ...argv: string[]) =>
    runScript(['bin/latchkey.mjs', 'keys', ...argv], { ...settings, SECRET_KEY: secretKey })
  const listKids = async () =>
    (await send(host, { path: '/.well-known/jwks.json' }))
      .json<{ keys: { kid: string }[] }>()
      .keys.map(({ kid }) => kid)
  const makeLink = async () => {
    const headers = [bearer(await signIn(host, ADMIN))]
    const path = `/api/users/${member.uid}/password-reset`
    const answer = await send(host, { method: 'POST', path, headers })
    return new URL(answer.json<{ url: string }>().url).hash.slice(1)
  }

  it('a new first key beside the old one signs nobody out', async () => {
    const tokens = await requestTokens(host, member)
    writeSecretKey(`${NEXT_KEY},${SECRET_KEY}`)
    await replaceWorkers()
    expect([await statusOf(member.token), await statusOf(tokens.access_token)]).toEqual([200, 200])
    expect((await refreshTokens(host, tokens.refresh_token)).status).toBe(200)
    expect(await statusOf(await signIn(host, member))).toBe(200)
  })

  it('without the old key no token of it passes, not once, on connections from before either', async () => {
    writeSecretKey(SECRET_KEY)
    await replaceWorkers()
    const tokens = await requestTokens(host, member)
    const cookie = await signIn(host, member)
    const link = await makeLink()
    const connections = Array.from(
      { length: 8 },
      () => new Agent({ keepAlive: true, maxSockets: 1 }),
    )
    const askOnAll = () => Promise.all(connections.map(agent => askOn(agent, cookie)))
    expect(new Set(await askOnAll())).toEqual(new Set([200]))
    writeSecretKey(NEXT_KEY)
    await replaceWorkers()
    const statuses = [...(await askOnAll()), ...(await askOnAll())]
    for (const agent of connections) agent.destroy()
    expect(statuses).not.toContain(200)
    for (let i = 0; i < 8; i++) {
      expect([await statusOf(cookie), await statusOf(tokens.access_token)]).toEqual([401, 401])
    }
    expect((await refreshTokens(host, tokens.refresh_token)).status).toBe(400)
    const spent = await postJson(host, '/api/password-reset', {
      token: link,
      password: 'a new one 42',
    })
    expect(spent.status).toBe(404)
    expect(await statusOf(await signIn(host, member))).toBe(200)
  })

  it('keys rotate --compromised: the old key and its tokens are gone when the command returns', async () => {
    const { access_token, refresh_token } = await requestTokens(host, member)
    const old = String(decodeToken(access_token).header.kid)
    for (let i = 0; i < 6; i++) expect(await statusOf(access_token)).toBe(200)
    await runKeys(NEXT_KEY, 'rotate', '--compromised')
    for (let i = 0; i < 6; i++) {
      expect(await statusOf(access_token)).toBe(401)
      expect(await listKids()).not.toContain(old)
    }
    const next = (await refreshTokens(host, refresh_token)).json<{ access_token: string }>()
    expect(await listKids()).toEqual([decodeToken(next.access_token).header.kid])
    expect(await statusOf(next.access_token)).toBe(200)
  })

  it('keys replace-secret: all ends at once, and with the restart what began since', async () => {
    const before = [await signIn(host, member), (await requestTokens(host, member)).access_token]
    const [kid] = await listKids()
    const printed = await runKeys(NEXT_KEY, 'replace-secret', '--print', '--yes')
    const secretKey = /^SECRET_KEY=(.+)$/m.exec(printed)?.[1] ?? ''
    for (const token of before) expect(await statusOf(token)).toBe(401)
    const between = await requestTokens(host, member)
    const tokens = [await signIn(host, member), between.access_token]
    const link = await makeLink()
    for (const token of tokens) expect(await statusOf(token)).toBe(200)
    writeSecretKey(secretKey)
    await replaceWorkers()
    for (const token of tokens) expect(await statusOf(token)).toBe(401)
    expect((await refreshTokens(host, between.refresh_token)).status).toBe(400)
    const spent = await postJson(host, '/api/password-reset', {
      token: link,
      password: 'a new one 42',
    })
    expect(spent.status).toBe(404)
    const { access_token } = await requestTokens(host, member)
    expect(await listKids()).toEqual([decodeToken(access_token).header.kid])
    expect(await listKids()).not.toContain(kid)
    expect(await statusOf(access_token)).toBe(200)
  })

  /** Asks who `token` is, on the one connection of `agent`. @returns the status, 0 when the connection is cut. */
  async function askOn(agent: Agent, token: string): Promise<number> {
    const headers = { authorization: `Bearer ${token}` }
    const options = { agent, host: '127.0.0.1', port: host.port, path: '/api/id', headers }
    const { promise, resolve } = Promise.withResolvers<number>()
    get(options, (answer: IncomingMessage) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    }).on('error', () => resolve(0))
    return promise
  }
})
