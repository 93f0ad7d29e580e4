import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refreshTokens, requestTokens } from '../fixtures/access-tokens.ts'
import { type Child, runScript } from '../fixtures/child.ts'
import {
  bearer,
  from,
  type Header,
  newAddress,
  postJson,
  send,
  sendJson,
} from '../fixtures/client.ts'
import { executeSql, formatMoment } from '../fixtures/database.ts'
import type { Host } from '../fixtures/host.ts'
import { startLoad } from '../fixtures/load.ts'
import {
  allowOrigin,
  makeUnlistedOrigin,
  removeOrigin,
  SOON,
  sendPreflight,
} from '../fixtures/origins.ts'
import { createMember, makeUid, type Person, signIn } from '../fixtures/people.ts'
import { requestResource } from '../fixtures/request-resource.ts'
import { startHost } from '../fixtures/start-host.ts'
import { decodeToken } from '../fixtures/tokens.ts'

const PUBLIC_URL = 'http://localhost:4000'

describe('two server.ts on one Postgres', { timeout: 120_000 }, () => {
  let a: Host
  let b: Host
  let children: Child[] = []
  let settings: Record<string, string>
  let person: Person
  beforeAll(async () => {
    const databaseUrl = await requestResource<string>('nodes')
    const start = () => startHost({ server: 'server.ts', databaseUrl, variables: { PUBLIC_URL } })
    // At once, on an empty database: one of them migrates, one makes the administrator.
    const [first, second] = await Promise.all([start(), start()])
    ;[a, b] = [first.host, second.host]
    children = [first.child, second.child]
    settings = first.settings
  })
  afterAll(() => Promise.all(children.map(child => child.stop())))
  beforeEach(async () => {
    person = await createMember(a)
  })

  const statusAt = async (node: Host, token: string) =>
    (await send(node, { path: '/api/id', headers: [bearer(token)] })).status
  const change = (node: Host, uid: string, value: object, token: string) =>
    sendJson(node, { method: 'PATCH', path: `/api/users/${uid}`, headers: [bearer(token)] }, value)

  it('who signs in at one is signed in at the other, and out at both', async () => {
    expect(await statusAt(b, person.token)).toBe(200)
    const headers = [bearer(person.token)]
    await send(a, { method: 'DELETE', path: '/api/authenticate', headers })
    expect(await statusAt(b, person.token)).toBe(401)
  })

  it('a new password, a new role and a disabled user end sessions at the other at once', async () => {
    const other = await signIn(b, person)
    const password = 'picosecond-0.3mm'
    const own = { password, currentPassword: person.password }
    expect((await change(a, person.uid, own, person.token)).status).toBe(200)
    expect([await statusAt(b, other), await statusAt(b, person.token)]).toEqual([401, 200])
    expect((await change(b, person.uid, { role: 'Editor' }, b.adminToken)).status).toBe(200)
    expect(await statusAt(a, person.token)).toBe(401)
    const again = await signIn(a, { ...person, password })
    expect((await change(a, person.uid, { disabled: true }, a.adminToken)).status).toBe(200)
    expect(await statusAt(b, again)).toBe(401)
  })

  it('tokens of one are good at the other until they are revoked there', async () => {
    const tokens = await requestTokens(a, person)
    expect(await statusAt(b, tokens.access_token)).toBe(200)
    const next = (await refreshTokens(b, tokens.refresh_token)).json<typeof tokens>()
    expect(await statusAt(a, next.access_token)).toBe(200)
    await postJson(a, '/api/token/revoke', { token: next.refresh_token })
    expect(await statusAt(b, next.access_token)).toBe(401)
    expect((await refreshTokens(b, next.refresh_token)).status).toBe(400)
  })

  it('attempts at one count at the other', async () => {
    const headers: Header[] = [from(newAddress())]
    const wrong = { uid: makeUid(), password: 'x' }
    const statuses: number[] = []
    for (let i = 0; i < 22; i++) {
      statuses.push((await postJson(i % 2 ? a : b, '/api/authenticate', wrong, headers)).status)
    }
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429])
  })

  it('an origin that is added at one is granted at the other within two seconds, until it is removed there', async () => {
    const name = makeUnlistedOrigin()
    const preflightAt = (node: Host) => async () => (await sendPreflight(node, name))[0]
    const path = await allowOrigin(a, { origin: name })
    await expect.poll(preflightAt(b), SOON).toBe(204)
    await removeOrigin(b, path)
    await expect.poll(preflightAt(a), SOON).toBe(403)
  })

  it('a signing key that is rotated is published by both, and signs at both', async () => {
    const kids = async (node: Host) => {
      const { keys } = (await send(node, { path: '/.well-known/jwks.json' })).json<Jwks>()
      return keys.map(({ kid }) => kid)
    }
    const [before] = await kids(a)
    expect(await kids(b)).toEqual([before])
    await runScript(['bin/latchkey.mjs', 'keys', 'rotate'], settings)
    await expect.poll(async () => (await kids(a)).length, SOON).toBe(2)
    await expect.poll(() => kids(b), SOON).toEqual(await kids(a))
    const [, next] = await kids(a)
    await executeSql(
      a,
      `UPDATE "SigningKey" SET "activeAt" = ${formatMoment(0)} WHERE "kid" = '${next}'`,
    )
    for (const [node, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const signed = async () => {
        await kids(node)
        return decodeToken((await requestTokens(node, person)).access_token).header.kid
      }
      await expect.poll(signed, { timeout: 10_000, interval: 250 }).toBe(next)
      expect(await statusAt(other, (await requestTokens(node, person)).access_token)).toBe(200)
    }
  })

  it('when one is killed under load, no request of a client that asks again is lost', async () => {
    const load = startLoad([a.port, b.port], person.token, 6)
    await load.more(200)
    process.kill(children[1]?.pid ?? 0, 'SIGKILL')
    // Every second client was at the one that is gone.
    await expect.poll(() => load.cut.toSorted(), SOON).toEqual([1, 3, 5])
    await load.more(200)
    await load.stop()
    expect([load.cut.length, load.lost]).toEqual([3, []])
  })
})

type Jwks = { keys: { kid: string }[] }
