import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { signAccessToken, verifyAccessToken } from '../access-token.ts'
import { CLAIMS } from '../key-ring.fixture.ts'
import { replaceStolenKeys } from './replace-stolen-keys.ts'
import { ensureSigningKey, listPublicKeys, rotateKeys } from './rotation.ts'

describe.each(engines)('replaceStolenKeys on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterEach(() => {
    vi.useRealTimers()
  })
  afterAll(() => stop())

  it('leaves one key, which signs at once, and no token from before', async () => {
    const old = await ensureSigningKey()
    const oldRsa = await ensureSigningKey('RS256')
    const waiting = await rotateKeys()
    const { token } = await signAccessToken(CLAIMS)
    expect(await verifyAccessToken(token)).toMatchObject({ userId: 7 })
    const made = await replaceStolenKeys({ id: 0, uid: 'toby (command line)' })
    expect([old.kid, waiting.kid]).not.toContain(made.kid)
    expect((await listPublicKeys()).keys.map(({ kid }) => kid)).toEqual([made.kid])
    expect(await verifyAccessToken(token)).toBeNull()
    expect((await ensureSigningKey()).kid).toBe(made.kid)
    expect((await ensureSigningKey('RS256')).kid).not.toBe(oldRsa.kid)
    const after = await signAccessToken(CLAIMS)
    expect(await verifyAccessToken(after.token)).toMatchObject({ userId: 7 })
    const events = await db().auditEvent.findMany({ where: { targetUid: made.kid } })
    expect(events).toMatchObject([{ action: 'key_rotate', actorUid: 'toby (command line)' }])
    expect(JSON.parse(events[0]?.detail ?? '')).toMatchObject({ reason: 'compromised' })
  })

  it('reaches a process that remembers the old key and the token within a second', async () => {
    const { token } = await signAccessToken(CLAIMS)
    expect(await verifyAccessToken(token)).not.toBeNull()
    // As another node does it.
    await db().signingKey.deleteMany()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1000 })
    expect(await verifyAccessToken(token)).toBeNull()
  })
})
