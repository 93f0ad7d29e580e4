import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { findSession } from '#lib/sessions/session.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD as password, startStore } from '../../e2e/fixtures/store.ts'
import { exportOwnData } from './own-data.ts'

let stop: () => Promise<void>
let token: string
let viewer: Viewer

beforeAll(async () => {
  stop = await startStore('sqlite')
  const ada = await addUser({ uid: 'ada', email: 'ada@example.org', dob: '1815-12-10' })
  await addUser({ uid: 'eve', name: 'Eve' })
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
afterAll(() => stop())

it('contains everything that is kept about the viewer', async () => {
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

it('contains nothing that proves who somebody is, and nothing about others', async () => {
  const text = JSON.stringify(await exportOwnData(viewer))
  const stored = await db().password.findUniqueOrThrow({ where: { userId: viewer.id } })
  for (const secret of [stored.hash, token, password, 'hash-of-a-link', 'eve', '192.0.2.99']) {
    expect(text).not.toContain(secret)
  }
})

it('contains every column of the user except those that are left out on purpose', async () => {
  const columns = Object.keys(
    await db().user.findUniqueOrThrow({ where: { id: viewer.id } }),
  ).toSorted()
  const exported = Object.keys((await exportOwnData(viewer)).user)
  const derived = ['uidKey', 'nameKey', 'emailKey', 'version', 'avatarKey']
  expect([...exported, ...derived].toSorted()).toEqual(columns)
})
