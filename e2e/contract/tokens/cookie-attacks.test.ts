import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, cookie, send } from '../../fixtures/client.ts'
import { executeSql } from '../../fixtures/database.ts'
import { expectCookieExpired, expectProblem, INVALID } from '../../fixtures/expectations.ts'
import { createMember, removeUser } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { CLAIM_ATTACKS } from '../../fixtures/token-claim-attacks.ts'
import { HEADER_ATTACKS } from '../../fixtures/token-header-attacks.ts'
import { SPELLING_ATTACKS } from '../../fixtures/token-spelling-attacks.ts'
import { type Attack, decodeToken, forgeToken, type Loot } from '../../fixtures/tokens.ts'

const CARRIERS = [
  ['cookie', cookie],
  ['Bearer', bearer],
] as const
const PATHS = ['/api/id', '/api/users']

const SESSION_ATTACKS: Attack[] = [
  ['a revoked session', loot => loot.revoked],
  ['a deleted user', loot => loot.deleted],
  ['a disabled user', loot => loot.disabled],
]

const ATTACKS = [HEADER_ATTACKS, CLAIM_ATTACKS, SPELLING_ATTACKS, SESSION_ATTACKS].flat()

const host = await requestHost()

let loot: Loot
beforeAll(async () => {
  const [own, other, revoked, deleted, disabled] = await Promise.all(
    Array.from({ length: 5 }, () => createMember(host)),
  )
  if (!own || !other || !revoked || !deleted || !disabled) throw new Error('five members')
  const headers = [bearer(revoked.token)]
  await send(host, { method: 'DELETE', path: '/api/authenticate', headers })
  await removeUser(host, deleted.uid)
  await executeSql(host, `UPDATE "User" SET "disabled" = true WHERE "id" = ${disabled.id}`)
  loot = {
    token: own.token,
    other: decodeToken(other.token).payload,
    revoked: revoked.token,
    deleted: deleted.token,
    disabled: disabled.token,
  }
})

// Or every attack below would fail for the wrong reason.
it('200: a token forged with the right key and nothing changed', async () => {
  const { header, payload } = decodeToken(loot.token)
  for (const [, carry] of CARRIERS) {
    for (const path of PATHS) {
      const answer = await send(host, { path, headers: [carry(forgeToken(header, payload))] })
      expect(answer.status).toBe(200)
    }
  }
})

describe.each(ATTACKS)('401: %s', (_, attack) => {
  it.each(CARRIERS)('by %s', async (__, carry) => {
    for (const path of PATHS) {
      const answer = await send(host, { path, headers: [carry(attack(loot))] })
      expectProblem(answer, 401, INVALID)
      expectCookieExpired(answer)
    }
  })
})

it('401: a forged token is no better for what changes something', async () => {
  const attack = ATTACKS[0]?.[1](loot) ?? ''
  const calls = [
    { method: 'DELETE', path: '/api/authenticate' },
    { method: 'DELETE', path: '/api/users' },
  ]
  for (const call of calls) {
    expectProblem(await send(host, { ...call, headers: [cookie(attack)] }), 401, INVALID)
  }
})
