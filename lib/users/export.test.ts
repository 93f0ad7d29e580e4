import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { EXPORT_PAGE_SIZE } from '#lib/lists/export-file.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { ExportQuery, exportUsers } from './export.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const MIB = 1024 * 1024

describe.each(engines)('exportUsers on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let member: Viewer

  beforeAll(async () => {
    stop = await startStore(engine)
    const boss = await addUser({ uid: 'boss', name: 'Boss', role: 'Admin' })
    admin = (await signInViewer(boss)).viewer
    const dob = '1906-12-09'
    const email = 'grace@example.org'
    const grace = await addUser({ uid: '-grace', name: '=1+1, "Grace"', email, dob })
    member = (await signInViewer(grace)).viewer
    await addUser({ uid: '@zoe', name: 'Zoë 李' })
    const joined = { createdAt: new Date('2026-01-02T03:04:05.678Z') }
    await db().user.updateMany({ data: { ...joined, lastSignInAt: new Date(0) } })
  }, 60_000)
  afterAll(() => stop())

  const text = async (query: Record<string, unknown>) =>
    new Response(await exportUsers(admin, ExportQuery.parse(query))).text()

  it('writes CSV that no spreadsheet takes for a formula', async () => {
    const lines = (await text({})).split('\r\n')
    const end = '2026-01-02T03:04:05.678Z,,false'
    expect(lines).toEqual([
      'id,uid,name,role,email,emailVerified,dob,joined,lastSignIn,disabled',
      expect.stringMatching(
        /^\d+,'-grace,"'=1\+1, ""Grace""",User,grace@example.org,false,1906-12-09,/,
      ),
      expect.stringMatching(new RegExp(`^\\d+,'@zoe,Zoë 李,User,,false,,${end}$`)),
      expect.stringMatching(new RegExp(`^\\d+,boss,Boss,Admin,,false,,${end}$`)),
      '',
    ])
  })

  it.each(['=', '+', '-', '@', '\t', '\r', '\n'])(
    'defuses a cell that begins with %j',
    async sign => {
      const where = { uid: '@zoe' }
      await db().user.update({ where: { uidKey: '@zoe' }, data: { name: `${sign}cmd` } })
      expect(await text({ q: '@zoe' })).toContain(`'${sign}cmd`)
      await db().user.updateMany({ where, data: { name: 'Zoë 李' } })
    },
  )

  it('writes JSON in the form of the list', async () => {
    const users = JSON.parse(await text({ format: 'json', sort: '-uid' }))
    expect(users.map((user: { uid: string }) => user.uid)).toEqual(['boss', '@zoe', '-grace'])
    expect(users[2]).toMatchObject({ name: '=1+1, "Grace"', email: 'grace@example.org' })
    expect(JSON.parse(await text({ format: 'json', q: 'nobody' }))).toEqual([])
  })

  it('applies the filters', async () => {
    expect((await text({ role: 'Admin' })).split('\r\n')).toHaveLength(3)
    expect((await text({ q: 'grace' })).split('\r\n')).toHaveLength(3)
    expect(await text({ status: 'disabled' })).toMatch(/^id,[\w,]+\r\n$/)
  })

  it('is for administrators only', async () => {
    const refused = exportUsers(member, ExportQuery.parse({}))
    await expect(refused).rejects.toMatchObject({ code: 'insufficient_role' })
  })
})

describe('exportUsers of 20,000', () => {
  const COUNT = 20_000
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore('sqlite')
    admin = await addViewer({ uid: '-', name: 'Boss', role: 'Admin' })
    await db().$executeRaw`
      WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < ${COUNT - 1})
      INSERT INTO "User" ("uid", "uidKey", "name", "nameKey", "version", "createdAt", "updatedAt", "lastSignInAt")
        SELECT printf('p%06d', i), printf('p%06d', i), printf('Person p%06d', i), '', '',
            "createdAt", "updatedAt", "lastSignInAt" FROM "User" CROSS JOIN k`
  }, 120_000)
  afterAll(() => stop())

  it.each(['csv', 'json'])(
    'loses and repeats nobody, and holds one page at a time: %s',
    async format => {
      const stream = await exportUsers(admin, ExportQuery.parse({ format }))
      const heaps: number[] = []
      let largest = 0
      let count = 0
      let pages = 0
      for await (const chunk of stream) {
        largest = Math.max(largest, chunk.length)
        count +=
          new TextDecoder().decode(chunk).match(/\bp\d{6}\b(?=[",]{1,2}("name|Person))/g)?.length ??
          0
        // All tests before have left their modules: a collection takes a while.
        if (pages++ % 4 !== 0) continue
        collectGarbage()
        heaps.push(process.memoryUsage().heapUsed)
      }
      expect(count).toBe(COUNT)
      expect(pages).toBe(COUNT / EXPORT_PAGE_SIZE + 1)
      expect(largest).toBeLessThan(MIB / 2)
      // The whole export would take about 2 MB of text and 8 MB of rows.
      expect(Math.max(...heaps.slice(2)) - (heaps[1] ?? 0)).toBeLessThan(2 * MIB)
    },
    60_000,
  )

  it('reads the next page only when somebody reads on', async () => {
    const reader = (await exportUsers(admin, ExportQuery.parse({}))).getReader()
    await reader.read()
    await addUser({ uid: 'zz-late' })
    const decoder = new TextDecoder()
    let last = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      last = decoder.decode(part.value)
    }
    expect(last).toContain('zz-late')
  })
})
