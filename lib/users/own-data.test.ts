import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeDb, db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { stopPasswordWorkers } from '#lib/passwords/password.ts'
import { findSession } from '#lib/sessions/session.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { migrate } from '../../prisma/migrate.ts'
import { exportOwnData } from './own-data.ts'
import { insertUser } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
Object.assign(process.env, {
  SECRET_KEY: 'a-key-of-32-bytes-for-this-test-only',
  DATABASE_URL: `file:${join(folder, 'test.db')}`,
  BCRYPT_COST: '4',
})

const password = 'correct horse battery'
let token: string
let viewer: Viewer

beforeAll(async () => {
  await migrate(process.env.DATABASE_URL ?? '')
  const person = { name: 'Ada Lovelace', password, email: 'ada@example.org', dob: '1815-12-10' }
  const ada = await insertUser({ uid: 'ada', ...person })
  await insertUser({ uid: 'eve', name: 'Eve', password })
  const client = { address: '192.0.2.1', agent: 'curl/8', origin: '' }
  await signInByCookie({ uid: 'ada', password }, client)
  await signInByCookie({ uid: 'eve', password }, { ...client, address: '192.0.2.99' })
  token = (await signInByCookie({ uid: 'ada', password }, client)).token
  const found = await findSession(new Headers({ Authorization: `Bearer ${token}` }))
  if (!found.viewer) throw new Error('not signed in')
  viewer = found.viewer
  const { id: userId } = ada
  await db().passwordReset.create({
    data: { id: 'hash-of-a-link', userId, expiresAt: new Date('2030-01-01') },
  })
  await db().avatar.create({
    data: { userId, large: Buffer.from('large'), small: Buffer.from('small') },
  })
})
afterAll(async () => {
  await Promise.all([stopPasswordWorkers(), closeDb()])
  await rm(folder, { recursive: true })
})

it('has all that is kept about the viewer', async () => {
  expect(await exportOwnData(viewer)).toEqual({
    exportedAt: expect.any(Date),
    user: {
      id: viewer.id,
      uid: 'ada',
      name: 'Ada Lovelace',
      role: 'User',
      disabled: false,
      email: 'ada@example.org',
      dob: '1815-12-10',
      createdAt: viewer.createdAt,
      updatedAt: expect.any(Date),
      lastSignInAt: expect.any(Date),
    },
    passwordChangedAt: expect.any(Date),
    passwordResets: [
      { createdAt: expect.any(Date), expiresAt: new Date('2030-01-01'), usedAt: null },
    ],
    picture: { type: 'image/webp', base64: Buffer.from('large').toString('base64') },
    sessions: [
      expect.objectContaining({ id: viewer.sessionId, agent: 'curl/8', current: true }),
      expect.objectContaining({ address: '192.0.2.1', current: false, revokedAt: null }),
    ],
    activity: [
      expect.objectContaining({ action: 'own_export', by: 'you' }),
      expect.objectContaining({ action: 'sign_in', result: 'ok' }),
      expect.objectContaining({ action: 'sign_in', result: 'ok' }),
    ],
  })
})

it('has nothing that proves a person, and nothing of others', async () => {
  const text = JSON.stringify(await exportOwnData(viewer))
  const stored = await db().password.findUniqueOrThrow({ where: { userId: viewer.id } })
  for (const secret of [stored.hash, token, password, 'hash-of-a-link', 'eve', '192.0.2.99']) {
    expect(text).not.toContain(secret)
  }
})

it('has every column of the user but those that are left out on purpose', async () => {
  const columns = Object.keys(
    await db().user.findUniqueOrThrow({ where: { id: viewer.id } }),
  ).toSorted()
  const exported = Object.keys((await exportOwnData(viewer)).user)
  const derived = ['uidKey', 'nameKey', 'emailKey', 'version', 'avatarKey']
  expect([...exported, ...derived].toSorted()).toEqual(columns)
})
