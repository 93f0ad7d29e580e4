import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addViewer, PASSWORD, startStore } from '../../../e2e/fixtures/store.ts'
import { findUser } from '../store.ts'
import { findStored, importFile, newUid } from './import.fixture.ts'

describe.each(engines)('importUsers on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ uid: 'boss', role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())

  const run = (file: string, dryRun = false) => importFile(admin, file, dryRun)

  it('audits who created whom, and nothing of a dry run', async () => {
    const [a, b] = [newUid(), newUid()]
    const file = `uid,name,role,password\n${a},Ada,Admin,\n${b},Bo,,${PASSWORD}\nx,X,,\n`
    const events = (action: string) =>
      db().auditEvent.findMany({
        where: { action, actorId: admin.id, targetUid: { in: [a, b, ''] } },
        select: { targetUid: true, detail: true },
        orderBy: { id: 'asc' },
      })
    const before = (await events('users_import')).length
    await run(file, true)
    expect(await events('user_create')).toEqual([])
    expect(await events('users_import')).toHaveLength(before)
    await run(file)
    const { id } = await findUser({ uid: a })
    const recorded = await db().auditEvent.findFirst({ where: { targetId: id } })
    expect(recorded).toMatchObject({
      actorUid: 'boss',
      result: 'ok',
      count: 1,
      targetUid: a,
    })
    expect(Math.abs(Date.now() - Number(recorded?.at))).toBeLessThan(60_000)
    expect(await events('user_create')).toEqual([
      { targetUid: a, detail: '{"role":"Admin"}' },
      { targetUid: b, detail: '{"role":"User"}' },
    ])
    const imports = await events('users_import')
    expect(imports).toHaveLength(before + 1)
    expect(imports).toContainEqual({
      targetUid: '',
      detail: '{"created":2,"skipped":0,"failed":1}',
    })
  })

  it('is for administrators only', async () => {
    const viewer = await addViewer()
    for (const dryRun of [true, false]) {
      const refused = importFile(viewer, 'uid,name\nnew-one,Ada\n', dryRun)
      await expect(refused).rejects.toMatchObject({ code: 'insufficient_role' })
    }
    expect(await findStored('new-one')).toBeNull()
  })
})
