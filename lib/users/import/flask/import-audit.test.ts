import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../../../e2e/fixtures/scratch.ts'
import { addViewer } from '../../../../e2e/fixtures/store.ts'
import {
  clearImported,
  importSample,
  type SampleOptions,
  startFlaskStore,
} from './import.fixture.ts'

describe.each(engines)('importFlask on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let uploads: string
  beforeAll(async () => {
    ;({ stop, admin } = await startFlaskStore(engine))
  }, 60_000)
  afterAll(() => stop())
  beforeEach(async () => {
    uploads = await clearImported()
  })

  const run = (differs: SampleOptions = {}, viewer = admin) =>
    importSample(viewer, uploads, differs)

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
