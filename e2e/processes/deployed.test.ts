import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANSWER_KINDS, HSTS, readSecurityHeaders } from '../fixtures/answer-kinds.ts'
import type { Child } from '../fixtures/child.ts'
import { bearer, from, newAddress, origin, postJson, send, sendJson } from '../fixtures/client.ts'
import { readCorsHeaders, SILENT } from '../fixtures/cors-expected.ts'
import {
  ADMIN_ONLY,
  expectJson,
  expectProblem,
  MISSING,
  readSetCookie,
} from '../fixtures/expectations.ts'
import { ADMIN, type Host } from '../fixtures/host.ts'
import { listLoadedPackages, TELL_LOADED } from '../fixtures/loaded.ts'
import { makeUid, makeUserInput, signIn } from '../fixtures/people.ts'
import { sendRaw } from '../fixtures/raw.ts'
import { startHost } from '../fixtures/start-host.ts'

/** A host as it is deployed: https in front of it, sign-up closed, no trusted proxy. */
const DEPLOYED = {
  PUBLIC_URL: 'https://auth.example.org',
  COOKIE_NAME: '__Host-jwt',
  COOKIE_SAMESITE: 'None',
  SIGNUP: 'closed',
  TRUST_PROXY: '0',
  STOP_DELAY: '60',
  ...TELL_LOADED,
  BCRYPT_COST: '10',
}

describe.each(['server.ts', 'next start'] as const)('%s, deployed', server => {
  let folder: string
  let host: Host
  let child: Child
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-deployed-'))
    const databaseUrl = `file:${join(folder, 'deployed.db')}`
    ;({ host, child } = await startHost({ server, databaseUrl, variables: DEPLOYED }))
  })
  afterAll(async () => {
    await child?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it.each(ANSWER_KINDS)(
    '$what ($status) has its security headers, and comes by https',
    async kind => {
      const answer = await send(host, await kind.call(host))
      expect([answer.status, readSecurityHeaders(answer)]).toEqual([
        kind.status,
        { ...kind.expected, ...HSTS },
      ])
    },
  )

  it('a request that cannot be read is told to come by https', async () => {
    expect(await sendRaw(host, 'hello\r\n\r\n')).toContain(
      '\r\nStrict-Transport-Security: max-age=63072000; includeSubDomains\r\n',
    )
  })

  it('the cookie is bound to the host, to https and to the page that embeds it', async () => {
    const answer = await postJson(host, '/api/authenticate', ADMIN)
    const { name, attributes } = readSetCookie(answer)
    expect(name).toBe('__Host-jwt')
    expect(attributes).toEqual([
      'httponly',
      'max-age=3600',
      'partitioned',
      'path=/',
      'samesite=none',
      'secure',
    ])
  })

  it('401: a cookie of the plain name is none', async () => {
    const headers = [['Cookie', `jwt=${host.adminToken}`] as const]
    expectProblem(await send(host, { path: '/api/id', headers }), 401, MISSING)
    const named = [['Cookie', `__Host-jwt=${host.adminToken}`] as const]
    expectJson(await send(host, { path: '/api/id', headers: named }), 200)
  })

  it('the own origin is the public one, and loopback is foreign', async () => {
    const own = [origin(DEPLOYED.PUBLIC_URL)]
    const answer = await postJson(host, '/api/authenticate', ADMIN, own)
    expect([answer.status, readCorsHeaders(answer, host)]).toEqual([200, SILENT])
    for (const name of ['localhost', '127.0.0.1']) {
      const foreign = [origin(`http://${name}:${host.port}`)]
      expectProblem(await postJson(host, '/api/authenticate', ADMIN, foreign), 403)
    }
  })

  describe('POST /api/users while sign-up is closed', () => {
    it('201: an administrator; 403: a member, and nobody', async () => {
      const input = makeUserInput()
      const headers = [bearer(host.adminToken)]
      expectJson(await postJson(host, '/api/users', input, headers), 201)
      const member = [bearer(await signIn(host, input))]
      expectProblem(await postJson(host, '/api/users', makeUserInput(), member), 403, ADMIN_ONLY)
      expectProblem(await postJson(host, '/api/users', makeUserInput()), 403)
    })
  })

  it('one administrator stays, even of two who delete themselves at once', async () => {
    const other = makeUserInput({ role: 'Admin' })
    const headers = [bearer(host.adminToken)]
    expectJson(await postJson(host, '/api/users', other, headers), 201)
    const leave = (token: string, uid: string) =>
      sendJson(host, { method: 'DELETE', path: '/api/users', headers: [bearer(token)] }, { uid })
    const token = await signIn(host, other)
    const answers = await Promise.all([
      leave(host.adminToken, ADMIN.uid),
      leave(token, String(other.uid)),
    ])
    expect(answers.map(answer => answer.status).toSorted()).toEqual([204, 409])
  })

  it('429: X-Forwarded-For from anyone does not start a new budget', async () => {
    const uid = makeUid()
    const attempt = () => {
      const headers = [from(newAddress())]
      return postJson(host, '/api/authenticate', { uid, password: 'wrong' }, headers)
    }
    let answer = await attempt()
    for (let i = 0; i < 20 && answer.status === 401; i++) answer = await attempt()
    expectProblem(answer, 429)
  })

  it('the figures are for this machine, and for nobody who comes through a proxy on it', async () => {
    const url = `http://127.0.0.1:${host.port}/metrics`
    expect(await (await fetch(url)).text()).toContain('\nlatchkey_database_up 1\n')
    expect((await fetch(url, { headers: { Authorization: 'Bearer wrong' } })).status).toBe(404)
    expectProblem(await send(host, { path: '/metrics' }), 404)
    expect(await sendRaw(host, 'GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 404 /,
    )
  })

  it('without a collector nothing of OpenTelemetry is loaded, but the interfaces that Next looks for', () => {
    expect(listLoadedPackages(child).filter(name => name !== '@opentelemetry/api')).toEqual([])
  })

  it('about to stop, it still serves, and says that it is not ready', async () => {
    process.kill(child.pid, 'SIGTERM')
    const ready = () => send(host, { path: '/readyz' })
    await expect.poll(async () => (await ready()).status).toBe(503)
    expect((await ready()).json()).toMatchObject({ code: 'stopping' })
    expect((await send(host, { path: '/healthz' })).status).toBe(200)
    expect((await send(host, { path: '/api/id' })).status).toBe(401)
    // Which waits for nothing.
    process.kill(child.pid, 'SIGINT')
  })
})
