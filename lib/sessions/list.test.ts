import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDb, db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { stopPasswordWorkers } from '#lib/passwords/password.ts'
import { findUser, insertUser } from '#lib/users/store.ts'
import { migrate } from '../../prisma/migrate.ts'
import { endSession, endSessions } from './end-sessions.ts'
import { listSessions } from './list.ts'
import { openSession } from './open-session.ts'
import { findSession, signSessionToken } from './session.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
Object.assign(process.env, {
  SECRET_KEY: 'a-key-of-32-bytes-for-this-test-only',
  DATABASE_URL: `file:${join(folder, 'test.db')}`,
  BCRYPT_COST: '4',
})

const people = new Map<string, { id: number; uid: string }>()

async function start(uid: string, client: { agent?: string; origin?: string } = {}) {
  const user = people.get(uid)
  if (!user) throw new Error(uid)
  const from = { address: '192.0.2.1', agent: '', origin: '', ...client }
  const stored = await findUser({ id: user.id })
  const session = await openSession(stored, from, { kind: 'cookie' })
  const token = session && (await signSessionToken(stored, session))
  const { viewer } = await findSession(new Headers({ Authorization: `Bearer ${token}` }))
  if (!viewer) throw new Error('not signed in')
  return viewer
}

const ids = async (viewer: Viewer) => (await listSessions(viewer)).map(({ id }) => id)
const idOf = (uid: string) => people.get(uid)?.id ?? 0
const change = (id: string, data: { expiresAt?: Date; revokedAt?: Date; lastSeenAt?: Date }) =>
  db().session.update({ where: { id }, data })

beforeAll(async () => {
  await migrate(process.env.DATABASE_URL ?? '')
  for (const [uid, role] of [
    ['ada', 'User'],
    ['eve', 'User'],
    ['root', 'Admin'],
  ] as const) {
    people.set(uid, await insertUser({ uid, name: 'A person', password: 'correct horse', role }))
  }
})
beforeEach(async () => {
  await db().session.deleteMany()
})
afterAll(async () => {
  await Promise.all([stopPasswordWorkers(), closeDb()])
  await rm(folder, { recursive: true })
})

describe('listSessions', () => {
  it('says where each session was started, and which one asks', async () => {
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const viewer = await start('ada', { agent, origin: 'https://app.example' })
    const [session, ...none] = await listSessions(viewer)
    expect(none).toEqual([])
    expect(session).toEqual({
      id: viewer.sessionId,
      kind: 'cookie',
      browser: 'Firefox',
      system: 'Linux',
      address: '192.0.2.1',
      origin: 'https://app.example',
      firstSeen: expect.stringMatching(/^\d{4}-.*Z$/),
      lastSeen: expect.stringMatching(/^\d{4}-.*Z$/),
      current: true,
    })
  })

  it('gives no origin where there was none', async () => {
    const [session] = await listSessions(await start('ada'))
    expect(session?.origin).toBeNull()
  })

  it('begins with the one that asks, then goes by when they were last seen', async () => {
    const [old, viewer, recent] = [await start('ada'), await start('ada'), await start('ada')]
    await change(old.sessionId, { lastSeenAt: new Date('2026-01-01') })
    await change(recent.sessionId, { lastSeenAt: new Date('2026-01-02') })
    await change(viewer.sessionId, { lastSeenAt: new Date('2025-01-01') })
    expect(await ids(viewer)).toEqual([viewer.sessionId, recent.sessionId, old.sessionId])
    expect(Date.parse((await listSessions(viewer))[0]?.lastSeen ?? '')).toBeGreaterThan(
      Date.now() - 60_000,
    )
  })

  it('leaves out what is over and what is not theirs', async () => {
    const [viewer, expired, revoked] = [await start('ada'), await start('ada'), await start('ada')]
    await start('eve')
    await change(expired.sessionId, { expiresAt: new Date(Date.now() - 1) })
    await change(revoked.sessionId, { revokedAt: new Date() })
    expect(await ids(viewer)).toEqual([viewer.sessionId])
  })

  it("shows somebody else's to administrators alone", async () => {
    const ada = await start('ada')
    const seen = await listSessions(await start('root'), ada.id)
    expect(seen).toMatchObject([{ id: ada.sessionId, current: false }])
    await expect(listSessions(await start('eve'), ada.id)).rejects.toMatchObject({ status: 403 })
  })
})

describe('endSession', () => {
  it('ends one of their own', async () => {
    const [viewer, other] = [await start('ada'), await start('ada')]
    await endSession(viewer, other.sessionId)
    expect(await ids(viewer)).toEqual([viewer.sessionId])
  })

  it("answers 404 for somebody else's, for one that is over and for none", async () => {
    const [viewer, gone, eve] = [await start('ada'), await start('ada'), await start('eve')]
    await endSession(viewer, gone.sessionId)
    for (const id of [eve.sessionId, gone.sessionId, 'none', '']) {
      await expect(endSession(viewer, id)).rejects.toMatchObject({ code: 'session_not_found' })
    }
    expect(await ids(eve)).toEqual([eve.sessionId])
  })

  it("lets administrators alone end somebody else's, of whom they name", async () => {
    const [ada, eve, root] = [await start('ada'), await start('eve'), await start('root')]
    await expect(endSession(eve, ada.sessionId, ada)).rejects.toMatchObject({ status: 403 })
    await expect(endSession(root, eve.sessionId, ada)).rejects.toMatchObject({
      code: 'session_not_found',
      message: expect.stringMatching(/^ada has no such session/),
    })
    expect(await ids(ada)).toEqual([ada.sessionId])
    await endSession(root, ada.sessionId, ada)
    expect(await ids(ada)).toEqual([])
    expect(await ids(eve)).toEqual([eve.sessionId])
  })
})

describe('endSessions', () => {
  it('ends all of their own but the one that asks', async () => {
    const [viewer, , , eve] = [
      await start('ada'),
      await start('ada'),
      await start('ada'),
      await start('eve'),
    ]
    expect(await endSessions(viewer)).toBe(2)
    expect(await ids(viewer)).toEqual([viewer.sessionId])
    expect(await ids(eve)).toEqual([eve.sessionId])
    expect(await endSessions(viewer)).toBe(0)
  })

  it("lets administrators alone end somebody else's", async () => {
    const [ada, eve, root] = [await start('ada'), await start('eve'), await start('root')]
    await expect(endSessions(eve, ada.id)).rejects.toMatchObject({ status: 403 })
    expect(await ids(ada)).toHaveLength(1)
    expect(await endSessions(root, idOf('ada'))).toBe(1)
    expect(await ids(ada)).toEqual([])
    expect(await ids(root)).toEqual([root.sessionId])
  })
})
