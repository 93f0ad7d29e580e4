import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { listSigningKeys } from '#lib/sessions/keys/signing-key.ts'
import { refreshSession } from '#lib/sessions/refresh.ts'
import { revokeToken } from '#lib/sessions/revoke-token.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { findPasswordReset } from './password-reset.ts'
import { insertUser } from './store.ts'

const address = '192.0.2.7'
const newcomer = { uid: 'newcomer', name: 'New Comer', password: 'nanosecond-30cm' }

// On SQLite, a reader never waits for a lock.
let stop: () => Promise<void>
let locker: pg.Client
beforeAll(async () => {
  stop = await startStore('postgresql')
  await addUser()
  locker = new pg.Client({ connectionString: env().databaseUrl })
  await locker.connect()
  await locker.query(
    'BEGIN; LOCK TABLE "User", "RefreshToken", "SigningKey", "Ticket" IN ACCESS EXCLUSIVE MODE',
  )
})
afterAll(async () => {
  await locker.end()
  await stop()
})

it.concurrent.each([
  ['a refresh', () => refreshSession('none', { address, jkt: null, authenticate: async () => '' })],
  ['a revocation', () => revokeToken('none', async () => '')],
  ['the list of keys', () => listSigningKeys(0)],
  ['a password reset', () => findPasswordReset({ token: 'none' }, address)],
  ['a sign-up', () => insertUser(newcomer)],
])('%s does not wait for a database that hangs', async (_, act) => {
  await expect(act()).rejects.toThrow('The database does not answer.')
})
