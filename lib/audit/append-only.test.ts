import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { toEventRow } from './event.ts'
import { deleteOldEvents } from './retention.ts'

const COPY = `SELECT "id", "at", "action", 'limited', 1, NULL, 'niko', NULL, '', '', '', '', '', '{}'
  FROM "AuditEvent" WHERE true`

const statements = {
  both: [
    'DELETE FROM "AuditEvent"',
    'DELETE FROM "AuditEvent" WHERE "actorUid" = \'toby\'',
    'UPDATE "AuditEvent" SET "actorUid" = \'niko\'',
    `INSERT INTO "AuditEvent" ${COPY} ON CONFLICT ("id") DO UPDATE SET "actorUid" = 'niko'`,
  ],
  sqlite: [
    `REPLACE INTO "AuditEvent" ${COPY}`,
    `INSERT OR REPLACE INTO "AuditEvent" ${COPY}`,
    'UPDATE OR REPLACE "AuditEvent" SET "actorUid" = \'niko\'',
  ],
  postgresql: [
    'TRUNCATE "AuditEvent"',
    'TRUNCATE "User", "AuditEvent" CASCADE',
    'TRUNCATE "AuditExpiry", "AuditEvent" RESTART IDENTITY',
  ],
}

describe.each(engines)('the audit log on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    const row = toEventRow({ action: 'sign_out', result: 'ok', actor: { id: 7, uid: 'toby' } })
    await db().auditEvent.createMany({ data: [row, { ...row, at: new Date(0) }] })
  })
  afterAll(() => stop())

  it.each([...statements.both, ...statements[engine]])('refuses %s', async sql => {
    const before = await db().auditEvent.findMany()
    expect(before).toHaveLength(2)
    await expect(db().$executeRawUnsafe(sql)).rejects.toThrow()
    expect(await db().auditEvent.findMany()).toEqual(before)
  })

  it('refuses to delete what is younger than a transaction says, and all that comes after it', async () => {
    const expiry = { id: 'one', before: new Date(1000) }
    const tooMuch = db().$transaction([
      db().auditExpiry.create({ data: expiry }),
      db().auditEvent.deleteMany(),
      db().auditExpiry.deleteMany(),
    ])
    await expect(tooMuch).rejects.toThrow()
    expect(await db().auditEvent.count()).toBe(2)
    expect(await deleteOldEvents()).toBe(1)
    expect(await db().auditExpiry.count()).toBe(0)
    await expect(db().auditEvent.deleteMany()).rejects.toThrow()
    expect(await db().auditEvent.count()).toBe(1)
  })
})
