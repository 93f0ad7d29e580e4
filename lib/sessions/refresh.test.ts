import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInForTokens } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { restartWithKeys } from './key-ring.fixture.ts'
import { type RefreshTerms, refreshSession } from './refresh.ts'
import { hashRefreshToken } from './refresh-token.ts'
import { revokeToken } from './revoke-token.ts'

const OTHER = 'another-key-of-32-bytes-for-this-test'
const address = '192.0.2.1'
const client = { address, agent: 'test', origin: '' }

describe.each(engines)('refreshSession on %s', engine => {
  let stop: () => Promise<void>
  let secret: string
  beforeAll(async () => {
    stop = await startStore(engine)
    secret = env().secretKeys[0] ?? ''
  }, 60_000)
  afterAll(async () => {
    restartWithKeys(secret)
    await stop()
  })

  const start = async () => {
    const { uid } = await addUser()
    const { refresh_token } = await signInForTokens({ uid, password: PASSWORD }, client)
    return refresh_token
  }
  const terms: RefreshTerms = { address, jkt: null, authenticate: async () => '' }
  const next = async (token: string) => (await refreshSession(token, terms)).tokens.refresh_token
  const codeOf = (token: string) => next(token).then(String, error => error.code)

  it('stores only hashes, and no token that could be used', async () => {
    const first = await start()
    const second = await next(first)
    const kept = JSON.stringify([
      await db().refreshToken.findMany(),
      await db().session.findMany(),
      await db().auditEvent.findMany(),
    ])
    for (const token of [first, second]) {
      expect(kept).not.toContain(token)
      expect(kept).toContain(hashRefreshToken(token))
    }
  })

  it('gives one successor to 20 parallel requests', async () => {
    const first = await start()
    const answers = await Promise.all(Array.from({ length: 20 }, () => next(first)))
    expect(new Set(answers).size).toBe(1)
    const { sessionId } = await db().refreshToken.findUniqueOrThrow({
      where: { id: hashRefreshToken(first) },
    })
    expect(await db().refreshToken.count({ where: { sessionId } })).toBe(2)
  })

  it('a new first key breaks neither the chain nor the repeat', async () => {
    const first = await start()
    const second = await next(first)
    restartWithKeys(OTHER, secret)
    expect(await next(first)).toBe(second)
    const third = await next(second)
    restartWithKeys(OTHER)
    expect(await codeOf(third)).toMatch(/^[\w-]{43}$/)
    restartWithKeys(secret)
  })

  it('a token that was stored under a key of SECRET_KEY is worth nothing without that key', async () => {
    const first = await start()
    const second = await next(first)
    restartWithKeys(OTHER)
    expect([await codeOf(first), await codeOf(second)]).toEqual(['invalid_grant', 'invalid_grant'])
    await revokeToken(second, async () => '')
    restartWithKeys(secret)
    expect(await codeOf(second)).toMatch(/^[\w-]{43}$/)
  })

  it('ends the session for good when a used token comes again later', async () => {
    const first = await start()
    const second = await next(first)
    const usedAt = new Date(Date.now() - 10_001)
    await db().refreshToken.update({ where: { id: hashRefreshToken(first) }, data: { usedAt } })
    expect(await codeOf(first)).toBe('invalid_grant')
    expect(await codeOf(second)).toBe('invalid_grant')
    const events = await db().auditEvent.findMany({ where: { action: 'token_replay' } })
    expect(events).toMatchObject([{ result: 'refused', actorId: null }])
  })
})
