import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { writeFlaskDatabase } from '../../../../e2e/fixtures/flask/database.ts'
import { makeImage } from '../../../../e2e/fixtures/images.ts'
import { engines } from '../../../../e2e/fixtures/scratch.ts'
import { makeScratchFolder, writeFiles } from '../../../../e2e/fixtures/scratch-folder.ts'
import { addViewer, startStore } from '../../../../e2e/fixtures/store.ts'
import { openFlaskDatabase } from './database.ts'
import { type FlaskResult, importFlask } from './import.ts'

const none = { roles: new Map(), uids: new Map(), names: new Map() }
const ROLES = new Map([
  ['Teacher', 'Editor'],
  ['Student', 'User'],
])

describe.each(engines)('importFlask on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let folder: string
  beforeAll(async () => {
    stop = await startStore(engine)
    env().roles = ['User', 'Editor', 'Admin']
    admin = await addViewer({ uid: 'boss', role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())
  beforeEach(async () => {
    await db().user.deleteMany({ where: { uid: { not: 'boss' } } })
    folder = makeScratchFolder()
    writeFiles(folder, { 'uploads/niko/lost.png': 'no image', 'uploads/toby/about.txt': '' })
    writeFileSync(join(folder, 'uploads/toby/toby.png'), await makeImage('png'))
  })

  const run = async (
    options: Partial<Parameters<typeof importFlask>[2]> = {},
    viewer = admin,
    more = '',
  ) => {
    const database = openFlaskDatabase(writeFlaskDatabase(makeScratchFolder(), more))
    const rows: FlaskResult[] = []
    const wanted = {
      names: { ...none, roles: ROLES },
      uploads: join(folder, 'uploads'),
      dryRun: false,
    }
    const onResult = (result: FlaskResult) => rows.push(result)
    const counts = await importFlask(viewer, database.users(), { ...wanted, ...options, onResult })
    database.close()
    return { counts, rows }
  }

  it('writes nothing in a dry run, and gives the same results', async () => {
    const dry = await run({ dryRun: true })
    expect(await db().user.count()).toBe(1)
    expect(await run()).toEqual(dry)
  })

  it('audits whom it creates and the totals, and nothing of a dry run', async () => {
    const events = () =>
      db().auditEvent.findMany({
        where: { actorId: admin.id, action: { in: ['user_create', 'users_import'] } },
        select: { action: true, targetUid: true, detail: true },
        orderBy: { id: 'asc' },
      })
    const before = (await events()).length
    await run({ dryRun: true })
    expect(await events()).toHaveLength(before)
    await run()
    const recorded = (await events()).slice(before)
    expect(recorded).toHaveLength(12)
    expect(recorded[0]).toEqual({
      action: 'user_create',
      targetUid: 'toby',
      detail: '{"role":"Admin"}',
    })
    const detail = '{"created":11,"skipped":0,"failed":7,"from":"flask"}'
    expect(recorded.at(-1)).toEqual({ action: 'users_import', targetUid: '', detail })
  })

  it('is for administrators with a fresh proof', async () => {
    const viewer = await addViewer()
    await expect(run({}, viewer)).rejects.toMatchObject({ code: 'insufficient_role' })
    const late = run({}, { ...admin, provenAt: new Date(0) })
    await expect(late).rejects.toMatchObject({ code: 'step_up_required' })
  })
})
