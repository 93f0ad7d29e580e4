import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { endOwnSession } from './end-sessions.ts'
import { listSignIns } from './sign-in-list.ts'

describe.each(engines)('listSignIns on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())

  it('lists the newest first, and says which sessions still last', async () => {
    const user = await addUser()
    const viewers = []
    for (let day = 1; day <= 3; day++) {
      const { viewer } = await signInViewer(user)
      const at = { createdAt: new Date(Date.UTC(2026, 0, day)) }
      await db().session.update({ where: { id: viewer.sessionId }, data: at })
      viewers.push(viewer)
    }
    const [first, second, third] = viewers as [
      (typeof viewers)[0],
      (typeof viewers)[0],
      (typeof viewers)[0],
    ]
    await endOwnSession(second)
    const over = { expiresAt: new Date(Date.now() - 1) }
    await db().session.update({ where: { id: first.sessionId }, data: over })
    const list = await listSignIns(third, user.id)
    expect(list.map(({ id, lasts }) => [id, lasts])).toEqual([
      [third.sessionId, true],
      [second.sessionId, false],
      [first.sessionId, false],
    ])
    expect(list[0]).toMatchObject({ at: '2026-01-03T00:00:00.000Z', address: '192.0.2.1' })
  })

  it('lists at most ten, anybody’s for an administrator and their own for others', async () => {
    const user = await addUser()
    const { viewer } = await signInViewer(user)
    for (let i = 0; i < 11; i++) await signInViewer(user)
    const admin = await addUser({ role: 'Admin' })
    const { viewer: boss } = await signInViewer(admin)
    expect(await listSignIns(boss, user.id)).toHaveLength(10)
    expect(await listSignIns(viewer, user.id)).toHaveLength(10)
    await expect(listSignIns(viewer, admin.id)).rejects.toMatchObject({ code: 'insufficient_role' })
  })
})
