import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { db, isUniqueViolation } from './db.ts'
import { rowsInsert } from './rows-insert.ts'

describe.each(engines)('rowsInsert on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  const now = new Date()
  const shared = { inviterId: 7, inviterUid: 'ada', createdAt: now, sentAt: now, expiresAt: now }
  const makeRow = (emailKey: string) => ({
    email: `"${emailKey}" $1 ? \u{1f600}`,
    emailKey,
    name: null,
    role: emailKey === 'raw-1' ? null : 'Editor',
  })
  const readStored = (key: string) =>
    db().$queryRawUnsafe<object[]>(
      `SELECT "inviterId", "role", "name", CAST("sentAt" AS TEXT) AS "sentAt" FROM "Invitation"
      WHERE "emailKey" LIKE '${key}-%' ORDER BY "id"`,
    )

  it('writes what createMany does', async () => {
    const data = ['model-1', 'model-2'].map(key => ({ ...makeRow(key), ...shared }))
    await db().invitation.createMany({ data: [{ ...data[0], role: null }, data[1]] as typeof data })
    await rowsInsert('Invitation', shared, ['raw-1', 'raw-2'].map(makeRow))
    expect(await readStored('raw')).toEqual(await readStored('model'))
    const row = await db().invitation.findUnique({ where: { emailKey: 'raw-2' } })
    expect(row).toMatchObject({ ...makeRow('raw-2'), ...shared, acceptedAt: null })
  })

  it('writes all rows or none, and says that a unique value is taken', async () => {
    const rows = ['new', 'raw-2'].map(makeRow)
    const insert = db().$transaction([rowsInsert('Invitation', shared, rows)])
    const error = await insert.catch(cause => cause)
    expect(isUniqueViolation(error)).toBe(true)
    expect(await db().invitation.count({ where: { emailKey: 'new' } })).toBe(0)
  })
})
