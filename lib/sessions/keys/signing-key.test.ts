import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { forgetInstances, instances } from '../../../e2e/fixtures/instances.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { signAccessToken, verifyAccessToken } from '../access-token.ts'
import { CLAIMS } from '../key-ring.fixture.ts'
import { ensureSigningKey } from './rotation.ts'

describe.each(engines)('the list of signing keys on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  it.each([1000, 50, 0])(
    'verifies a token by the new key of another instance, %i ms after it has read the keys',
    async ms => {
      await ensureSigningKey()
      await db().signingKey.deleteMany()
      const list = instances.get('signing-keys') as { readAt: number }
      forgetInstances('signing-keys')
      const { token } = await signAccessToken(CLAIMS)
      instances.set('signing-keys', list)
      list.readAt = Date.now() - ms
      expect(await verifyAccessToken(token)).toMatchObject({ userId: 7 })
    },
  )
})
