import { compactVerify, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../../e2e/fixtures/instances.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { signAccessToken, verifyAccessToken } from '../access-token.ts'
import { CLAIMS, restartWithKeys } from '../key-ring.fixture.ts'
import { ensureSigningKey, listPublicKeys, rotateKeys } from './rotation.ts'
import { readSigningKeys } from './signing-key.ts'

const DAY = 24 * 3600_000
const OTHER = 'another-key-of-32-bytes-for-this-test'
const rows = () => db().signingKey.findMany({ orderBy: { activeAt: 'asc' } })
const kids = async () => (await rows()).map(({ kid }) => kid)
const activate = async () => {
  await db().signingKey.updateMany({
    where: { activeAt: { gt: new Date() } },
    data: { activeAt: new Date() },
  })
  forgetInstances('signing-keys')
}

describe.each(engines)('signing keys on %s', engine => {
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
  beforeEach(async () => {
    restartWithKeys(secret)
    await db().signingKey.deleteMany()
  })

  it('makes one key when it is first needed, however many ask at once', async () => {
    const keys = await Promise.all(
      Array.from({ length: 20 }, () => {
        forgetInstances('signing-keys')
        return ensureSigningKey()
      }),
    )
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1)
    expect(await kids()).toEqual([keys[0]?.kid])
    const recorded = await db().auditEvent.findMany({ where: { targetUid: keys[0]?.kid ?? '' } })
    expect(recorded).toMatchObject([{ action: 'key_rotate', result: 'ok', actorId: null }])
  })

  it('stores the private half encrypted and publishes the public half, which verifies', async () => {
    const { token } = await signAccessToken(CLAIMS)
    const [row] = await rows()
    expect(row).toMatchObject({ alg: 'ES256', expiresAt: null })
    expect(row?.privateKey.split('.')).toHaveLength(5)
    expect(JSON.parse(row?.publicKey ?? '')).not.toHaveProperty('d')
    const { keys, ...none } = await listPublicKeys()
    expect([keys.length, none]).toEqual([1, {}])
    expect(keys[0]).toEqual({
      kty: 'EC',
      crv: 'P-256',
      alg: 'ES256',
      use: 'sig',
      kid: row?.kid,
      x: expect.any(String),
      y: expect.any(String),
    })
    await compactVerify(token, await importJWK(keys[0] ?? {}, 'ES256'))
  })

  it('publishes a new key at once, signs with it later, and keeps the old one beyond that', async () => {
    const old = await ensureSigningKey()
    const { kid, activeAt, made } = await rotateKeys()
    expect([made, kid === old.kid]).toEqual([true, false])
    expect(+activeAt - Date.now()).toBeGreaterThan(9 * 60_000)
    expect((await listPublicKeys()).keys.map(key => key.kid)).toEqual([old.kid, kid])
    expect((await ensureSigningKey()).kid).toBe(old.kid)
    const before = await signAccessToken(CLAIMS)
    await activate()
    expect((await ensureSigningKey()).kid).toBe(kid)
    expect(await verifyAccessToken(before.token)).toMatchObject({ userId: 7 })
    expect(+((await rows())[0]?.expiresAt ?? 0)).toBeGreaterThanOrEqual(+activeAt + 3600_000)
  })

  it('makes keys of RS256 when one is first needed, publishes and rotates them with the others', async () => {
    const { kid: first } = await ensureSigningKey()
    expect(await kids()).toEqual([first])
    const made = await Promise.all(
      Array.from({ length: 5 }, () => {
        forgetInstances('signing-keys')
        return ensureSigningKey('RS256')
      }),
    )
    const [rsa] = made
    expect(new Set(made.map(({ kid }) => kid)).size).toBe(1)
    expect((await ensureSigningKey()).kid).toBe(first)
    const { keys } = await listPublicKeys()
    expect(keys).toHaveLength(2)
    expect(keys.find(({ kid }) => kid === rsa?.kid)).toEqual({
      kty: 'RSA',
      alg: 'RS256',
      use: 'sig',
      kid: rsa?.kid,
      n: expect.any(String),
      e: 'AQAB',
    })
    const { kid } = await rotateKeys()
    const all = await rows()
    expect(all.map(({ alg }) => alg).toSorted()).toEqual(['ES256', 'ES256', 'RS256', 'RS256'])
    expect(all.find(row => row.kid === kid)?.alg).toBe('ES256')
    await activate()
    expect((await ensureSigningKey('RS256')).kid).not.toBe(rsa?.kid)
  })

  it('does not rotate again while a key waits, nor more than once at a time', async () => {
    await ensureSigningKey()
    const made = (await Promise.all(Array.from({ length: 10 }, rotateKeys))).filter(r => r.made)
    expect(made).toHaveLength(1)
    expect(await kids()).toHaveLength(2)
    expect(await rotateKeys()).toMatchObject({ kid: made[0]?.kid, made: false })
  })

  it('rotates by itself when the key is 90 days old', async () => {
    const { kid } = await ensureSigningKey()
    const age = async (days: number) => {
      const activeAt = new Date(Date.now() - days * DAY)
      await db().signingKey.update({ where: { kid }, data: { activeAt } })
      forgetInstances('signing-keys')
    }
    await age(89)
    await ensureSigningKey()
    expect(await kids()).toEqual([kid])
    await age(90)
    await Promise.all(Array.from({ length: 10 }, ensureSigningKey))
    expect(await kids()).toHaveLength(2)
  })

  it('deletes an old key when its last token has expired', async () => {
    const { kid } = await ensureSigningKey()
    const { token } = await signAccessToken(CLAIMS)
    await rotateKeys()
    await activate()
    await db().signingKey.update({ where: { kid }, data: { expiresAt: new Date() } })
    forgetInstances('signing-keys')
    expect(await verifyAccessToken(token)).toBeNull()
    expect((await kids()).includes(kid)).toBe(false)
  })

  it('encrypts the keys again when SECRET_KEY has a new first key', async () => {
    const { kid } = await ensureSigningKey()
    const [before] = await rows()
    restartWithKeys(OTHER, secret)
    expect((await ensureSigningKey()).kid).toBe(kid)
    expect((await rows())[0]?.privateKey).not.toBe(before?.privateKey)
    restartWithKeys(OTHER)
    expect((await ensureSigningKey()).kid).toBe(kid)
  })

  it('neither uses nor publishes nor changes the keys of another SECRET_KEY', async () => {
    const old = await ensureSigningKey()
    restartWithKeys(OTHER)
    const made = await ensureSigningKey()
    expect(made.kid).not.toBe(old.kid)
    expect((await listPublicKeys()).keys.map(({ kid }) => kid)).toEqual([made.kid])
    restartWithKeys(secret)
    expect((await ensureSigningKey()).kid).toBe(old.kid)
  })

  it('ignores a key that somebody else has written into the table', async () => {
    const { kid } = await ensureSigningKey()
    const [row] = await rows()
    const planted = { ...row, kid: 'x'.repeat(43), privateKey: row?.privateKey ?? '' }
    await db().signingKey.create({ data: { ...planted, activeAt: new Date() } as never })
    await db().signingKey.create({ data: { ...planted, kid: 'y', privateKey: 'a.b.c' } as never })
    restartWithKeys(secret)
    expect((await readSigningKeys()).map(key => key.kid)).toEqual([kid])
  })
})
