import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { findUser } from '#lib/users/store.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { endSession, endSessions } from './end-sessions.ts'
import { listSessions } from './list.ts'
import { openSession } from './open-session.ts'
import { findCookieSession, signSessionToken } from './session.ts'

const people = new Map<string, { id: number; uid: string }>()

async function start(uid: string, client: { agent?: string; origin?: string } = {}) {
  const user = people.get(uid)
  if (!user) throw new Error(uid)
  const from = { address: '192.0.2.1', agent: '', origin: '', ...client }
  const stored = await findUser({ id: user.id })
  const session = await openSession(stored, from, { kind: 'cookie' })
  const token = session && (await signSessionToken(stored, session))
  const { viewer } = await findCookieSession(new Headers({ Cookie: `jwt=${token}` }))
  if (!viewer) throw new Error('not signed in')
  return viewer
}

const ids = async (viewer: Viewer) => (await listSessions(viewer)).map(({ id }) => id)
const idOf = (uid: string) => people.get(uid)?.id ?? 0
const change = (id: string, data: { expiresAt?: Date; revokedAt?: Date; lastSeenAt?: Date }) =>
  db().session.update({ where: { id }, data })

let stop: () => Promise<void>
beforeAll(async () => {
  stop = await startStore('sqlite')
  for (const [uid, role] of [
    ['ada', 'User'],
    ['eve', 'User'],
    ['root', 'Admin'],
  ] as const) {
    people.set(uid, await addUser({ uid, role }))
  }
})
beforeEach(async () => {
  await db().session.deleteMany()
})
afterAll(() => stop())

describe('listSessions', () => {
  it('says where each session was started, and which one is current', async () => {
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

  it('gives null for a session without an origin', async () => {
    const [session] = await listSessions(await start('ada'))
    expect(session?.origin).toBeNull()
  })

  it('lists the current session first, then the others by when they were last seen', async () => {
    const [old, viewer, recent] = [await start('ada'), await start('ada'), await start('ada')]
    await change(old.sessionId, { lastSeenAt: new Date('2026-01-01') })
    await change(recent.sessionId, { lastSeenAt: new Date('2026-01-02') })
    await change(viewer.sessionId, { lastSeenAt: new Date('2025-01-01') })
    expect(await ids(viewer)).toEqual([viewer.sessionId, recent.sessionId, old.sessionId])
    expect(Date.parse((await listSessions(viewer))[0]?.lastSeen ?? '')).toBeGreaterThan(
      Date.now() - 60_000,
    )
  })

  it('leaves out sessions that are over and sessions of others', async () => {
    const [viewer, expired, revoked] = [await start('ada'), await start('ada'), await start('ada')]
    await start('eve')
    await change(expired.sessionId, { expiresAt: new Date(Date.now() - 1) })
    await change(revoked.sessionId, { revokedAt: new Date() })
    expect(await ids(viewer)).toEqual([viewer.sessionId])
  })

  it("shows somebody else's only to administrators", async () => {
    const ada = await start('ada')
    const seen = await listSessions(await start('root'), ada.id)
    expect(seen).toMatchObject([{ id: ada.sessionId, current: false }])
    await expect(listSessions(await start('eve'), ada.id)).rejects.toMatchObject({ status: 403 })
  })
})

describe('endSession', () => {
  it("ends one of the viewer's own", async () => {
    const [viewer, other] = [await start('ada'), await start('ada')]
    await endSession(viewer, other.sessionId)
    expect(await ids(viewer)).toEqual([viewer.sessionId])
  })

  it("answers 404 for somebody else's session, one that is over, and an unknown one", async () => {
    const [viewer, gone, eve] = [await start('ada'), await start('ada'), await start('eve')]
    await endSession(viewer, gone.sessionId)
    for (const id of [eve.sessionId, gone.sessionId, 'none', '']) {
      await expect(endSession(viewer, id)).rejects.toMatchObject({ code: 'session_not_found' })
    }
    expect(await ids(eve)).toEqual([eve.sessionId])
  })

  it("lets only administrators end somebody else's, and only of the user they name", async () => {
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
  it("ends all of the viewer's own except the current one", async () => {
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

  it("lets only administrators end somebody else's", async () => {
    const [ada, eve, root] = [await start('ada'), await start('eve'), await start('root')]
    await expect(endSessions(eve, ada.id)).rejects.toMatchObject({ status: 403 })
    expect(await ids(ada)).toHaveLength(1)
    expect(await endSessions(root, idOf('ada'))).toBe(1)
    expect(await ids(ada)).toEqual([])
    expect(await ids(root)).toEqual([root.sessionId])
  })
})
