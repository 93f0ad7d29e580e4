import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../../e2e/fixtures/store.ts'
import { ExportQuery, exportUsers } from '../export.ts'
import { findUser } from '../store.ts'
import { importUsers } from './import.ts'
import { readAllRows } from './rows.fixture.ts'

describe.each(engines)('importUsers of what exportUsers wrote on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ uid: 'boss', role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())

  it('imports whatever was exported', async () => {
    const sign = fc.constantFrom(...'\'=+-@＝ ",;|aéß李😀')
    const name = fc.string({ unit: sign, minLength: 2, maxLength: 12 })
    const people = fc.uniqueArray(
      fc.record({
        uid: fc.stringMatching(/^[-._a-z]{2,3}$/).map(start => `${start}~`),
        name: name.filter(text => [...text.trim()].length >= 2),
        email: fc.constantFrom(null, '-a@b.example', "'+a@b.example", '+z@x.example'),
        emailVerified: fc.boolean(),
        dob: fc.constantFrom(null, '1999-12-31'),
        role: fc.constantFrom('User', 'Admin'),
        disabled: fc.boolean(),
      }),
      // Of the users who share an address, one alone can have verified it.
      { maxLength: 4, selector: ({ email }) => email ?? Symbol() },
    )
    await fc.assert(
      fc.asyncProperty(
        people,
        fc.constantFrom('csv' as const, 'json' as const),
        async (all, format) => {
          const users = all.map((user, i) => ({ ...user, uid: user.uid.replace('~', `${i}`) }))
          const file = users.map(user => JSON.stringify(user)).join('\n')
          const uids = users.map(({ uid }) => uid)
          await importUsers(admin, readAllRows(file, 'json'), false)
          const before = await Promise.all(uids.map(uid => findUser({ uid })))
          const query = ExportQuery.parse({ format })
          const exported = await new Response(await exportUsers(admin, query)).text()
          const every = readAllRows(exported, format)
          const rows = every.filter(({ uid }) => uids.includes(uid))
          expect(rows).toHaveLength(users.length)
          expect((await importUsers(admin, rows, false)).skipped).toBe(users.length)
          await db().user.deleteMany({ where: { uid: { in: uids } } })
          expect((await importUsers(admin, rows, false)).created).toBe(users.length)
          const after = await Promise.all(uids.map(uid => findUser({ uid })))
          for (const [i, user] of after.entries()) {
            const { id: _, version: __, createdAt: ___, ...same } = before[i] ?? user
            expect(user).toMatchObject(same)
          }
          await db().user.deleteMany({ where: { uid: { in: uids } } })
        },
      ),
      { numRuns: 30 },
    )
  }, 60_000)
})
