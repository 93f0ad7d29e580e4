import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { toEventRow } from '#lib/audit/event.ts'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { findSession } from '#lib/sessions/session.ts'
import { nameHolder } from '#lib/tickets/ticket.ts'
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
  await db().ticket.create({
    data: {
      id: 'hash-of-a-link',
      kind: 'password_reset',
      holder: nameHolder(userId),
      userId,
      createdAt: new Date(),
      expiresAt: new Date('2030-01-01'),
    },
  })
  await db().ticket.create({
    data: {
      id: 'hash-of-a-mailed-link',
      kind: 'email_verify',
      holder: nameHolder(userId),
      userId,
      email: 'new@example.org',
      createdAt: new Date(),
      expiresAt: new Date('2030-01-01'),
    },
  })
  await db().consent.create({
    data: { userId, clientId: 'lk_wiki', scope: 'openid', createdAt: new Date('2029-01-01') },
  })
  await db().avatar.create({
    data: { userId, large: Buffer.from('large'), small: Buffer.from('small') },
  })
})
afterAll(() => stop())

const readOwnData = async () => JSON.parse(await new Response(await exportOwnData(viewer)).text())

it('contains everything that is kept about the viewer', async () => {
  expect(await readOwnData()).toEqual({
    exportedAt: expect.any(String),
    user: {
      id: viewer.id,
      uid: 'ada',
      name: 'Ada Lovelace',
      role: 'User',
      disabled: false,
      email: 'ada@example.org',
      emailVerified: false,
      dob: '1815-12-10',
      createdAt: viewer.createdAt.toISOString(),
      updatedAt: expect.any(String),
      lastSignInAt: expect.any(String),
    },
    passwordChangedAt: expect.any(String),
    passwordResets: [
      { createdAt: expect.any(String), expiresAt: '2030-01-01T00:00:00.000Z', usedAt: null },
    ],
    mailed: [
      {
        kind: 'email_verify',
        email: 'new@example.org',
        createdAt: expect.any(String),
        expiresAt: '2030-01-01T00:00:00.000Z',
        usedAt: null,
      },
    ],
    mails: [],
    picture: { type: 'image/webp', base64: Buffer.from('large').toString('base64') },
    sessions: [
      expect.objectContaining({
        id: viewer.sessionId,
        agent: 'curl/8',
        amr: 'pwd',
        proofs: { pwd: expect.stringMatching(/Z$/) },
        current: true,
      }),
      expect.objectContaining({ address: '192.0.2.1', current: false, revokedAt: null }),
    ],
    consents: [{ clientId: 'lk_wiki', scope: 'openid', createdAt: '2029-01-01T00:00:00.000Z' }],
    activity: [
      expect.objectContaining({ action: 'own_export', by: 'you' }),
      expect.objectContaining({ action: 'sign_in', result: 'ok' }),
      expect.objectContaining({ action: 'sign_in', result: 'ok' }),
    ],
  })
})

it('contains nothing that proves who somebody is, and nothing about others', async () => {
  const text = JSON.stringify(await readOwnData())
  const stored = await db().password.findUniqueOrThrow({ where: { userId: viewer.id } })
  for (const secret of [stored.hash, token, password, 'hash-of-a-link', 'eve', '192.0.2.99']) {
    expect(text).not.toContain(secret)
  }
})

it('contains every column of the user except those that are left out on purpose', async () => {
  const columns = Object.keys(
    await db().user.findUniqueOrThrow({ where: { id: viewer.id } }),
  ).toSorted()
  const exported = Object.keys((await readOwnData()).user)
  const derived = ['uidKey', 'nameKey', 'emailKey', 'verifiedEmailKey', 'version', 'avatarKey']
  expect([...exported, ...derived].toSorted()).toEqual([...columns, 'emailVerified'].toSorted())
})

it('is read part by part, as the client takes it, and other work gets in between', async () => {
  const { activity } = await readOwnData()
  await db().auditEvent.createMany({
    data: Array.from({ length: 1200 }, () =>
      toEventRow({ action: 'step_up', result: 'ok', actor: viewer }),
    ),
  })
  const asked = vi.spyOn(db().auditEvent, 'findMany')
  const reader = (await exportOwnData(viewer)).getReader()
  await wait(50)
  expect(asked).not.toHaveBeenCalled()
  let turns = 0
  const turn = setInterval(() => turns++, 0)
  const parts: string[] = []
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(Buffer.from(read.value).toString())
  }
  clearInterval(turn)
  expect(parts.length).toBeGreaterThan(4)
  expect(turns).toBeGreaterThan(0)
  // Since then, that read was recorded, too.
  expect(JSON.parse(parts.join('')).activity).toHaveLength(activity.length + 1 + 1200)
})

it('429: a user downloads it twenty times an hour', async () => {
  const downloads = Array.from({ length: 20 }, () => exportOwnData(viewer))
  const results = await Promise.allSettled(downloads)
  const refused = results.filter(({ status }) => status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused).toEqual(
    refused.map(() =>
      expect.objectContaining({ reason: expect.objectContaining({ status: 429 }) }),
    ),
  )
})
