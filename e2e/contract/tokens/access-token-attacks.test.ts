import type { JsonWebKey } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { ACCESS_ATTACKS, reforge } from '../../fixtures/access-token-attacks.ts'
import { openHostSigner, requestTokens } from '../../fixtures/access-tokens.ts'
import { bearer, cookie, send } from '../../fixtures/client.ts'
import { executeSql } from '../../fixtures/database.ts'
import { expectProblem, INVALID, MISSING } from '../../fixtures/expectations.ts'
import { createMember, removeUser } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { type Attack, decodeToken, type Loot } from '../../fixtures/tokens.ts'

const CALLS = [
  { path: '/api/id' },
  { path: '/api/users' },
  { method: 'DELETE', path: '/api/id/sessions' },
]

const SESSION_ATTACKS: Attack[] = [
  ['a revoked session', loot => loot.revoked],
  ['a deleted user', loot => loot.deleted],
  ['a disabled user', loot => loot.disabled],
]

const host = await requestHost()

let loot: Loot & { publicJwk: JsonWebKey }
beforeAll(async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => createMember(host)))
  const [token = '', other = '', revoked = '', deleted = '', disabled = ''] = await Promise.all(
    people.map(async person => (await requestTokens(host, person)).access_token),
  )
  const out = { method: 'DELETE', path: '/api/authenticate', headers: [bearer(revoked)] }
  expect((await send(host, out)).status).toBe(200)
  await removeUser(host, people[3]?.uid ?? '')
  await executeSql(host, `UPDATE "User" SET "disabled" = true WHERE "id" = ${people[4]?.id}`)
  const jwks = await send(host, { path: '/.well-known/jwks.json' })
  const { kid } = decodeToken(token).header
  const publicJwk = jwks.json<{ keys: JsonWebKey[] }>().keys.find(key => key.kid === kid) ?? {}
  const payload = decodeToken(other).payload
  const sign = await openHostSigner(host, token)
  loot = { token, other: payload, revoked, deleted, disabled, publicJwk, sign }
})

it('200: a token forged with the right key and nothing changed', async () => {
  for (const call of CALLS) {
    const answer = await send(host, { ...call, headers: [bearer(reforge(loot))] })
    expect(answer.status).toBeLessThan(300)
  }
})

it.each([...ACCESS_ATTACKS, ...SESSION_ATTACKS])('401: %s', async (_, attack) => {
  for (const call of CALLS) {
    const answer = await send(host, { ...call, headers: [bearer(attack(loot))] })
    expectProblem(answer, 401, INVALID)
  }
})

it('401: in the cookie', async () => {
  const answer = await send(host, { path: '/api/id', headers: [cookie(loot.token)] })
  expectProblem(answer, 401, INVALID)
})

it.each(['access_token', 'token', 'jwt', 'Authorization'])('401: in the URL, as %s', async name => {
  const path = `/api/id?${name}=${loot.token}`
  expectProblem(await send(host, { path }), 401, MISSING)
})
