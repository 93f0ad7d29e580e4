import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { exportEvents } from '#lib/audit/export.ts'
import type { Access } from '#lib/cors/access.ts'
import { db } from '#lib/db/db.ts'
import { NO_SESSION, type Viewer } from '#lib/identity/viewer.ts'
import { endOwnSession } from '#lib/sessions/end-sessions.ts'
import { setAvatar } from '#lib/users/avatars/avatar.ts'
import { changeUsers } from '#lib/users/bulk.ts'
import { exportUsers } from '#lib/users/export.ts'
import { importUsers } from '#lib/users/import/import.ts'
import { insertUsers } from '#lib/users/import/insert-users.ts'
import { makeImage } from '../../e2e/fixtures/images.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { applyAllowList } from './allow-list.ts'
import { recheckViewer } from './recheck-viewer.ts'

type Loss = [how: string, code: string, lose: (viewer: Viewer) => Promise<unknown>]

const LOSSES: Loss[] = [
  ['signed out', 'token_invalid', endOwnSession],
  [
    'disabled',
    'token_invalid',
    ({ id }) => db().user.update({ where: { id }, data: { disabled: true } }),
  ],
  [
    'demoted',
    'insufficient_role',
    ({ id }) => db().user.update({ where: { id }, data: { role: 'User' } }),
  ],
  ['deleted', 'token_invalid', ({ id }) => db().user.delete({ where: { id } })],
  [
    'out of time',
    'token_invalid',
    ({ sessionId }) =>
      db().session.update({ where: { id: sessionId }, data: { expiresAt: new Date() } }),
  ],
]

describe.each(engines)('on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    // More than one page of users, and of events.
    await insertUsers(await addUser(), makePeople('page', 1200))
  })
  beforeEach(async () => {
    admin = await addViewer({ role: 'Admin' })
  })
  afterAll(() => stop())

  it('refuses a page whose entry grants less than when it asked, and lets it go on with as much', async () => {
    const origin = 'https://pages.example'
    const set = (access: Access) =>
      applyAllowList({
        origins: [{ origin, mode: 'both', enabled: true, access, passwords: false }],
        headers: [],
      })
    const onPage = { ...admin, page: { origin, access: 'administration' as const } }
    set('administration')
    await recheckViewer(onPage)
    for (const access of ['users', 'account'] as const) {
      set(access)
      await expect(recheckViewer(onPage)).rejects.toMatchObject({ code: 'origin_access' })
    }
    applyAllowList({ origins: [], headers: [] })
    await expect(recheckViewer(onPage)).rejects.toMatchObject({ code: 'origin_access' })
  })

  it('lets a viewer go on, and the operator, who has no session', async () => {
    await recheckViewer(admin)
    await recheckViewer({ ...admin, id: 0, sessionId: NO_SESSION })
  })

  it.each(LOSSES)('refuses a viewer who is %s', async (_, code, lose) => {
    await lose(admin)
    await expect(recheckViewer(admin)).rejects.toMatchObject({ code })
  })

  describe.each(LOSSES.slice(1, 3))('a viewer who is %s', (_, code, lose) => {
    it.each([
      ['users', () => exportUsers(admin, { format: 'csv', q: 'page' })],
      ['the audit log', () => exportEvents(admin, { format: 'json', q: '' })],
    ])('gets no further page of an export of %s: the stream breaks off', async (_, open) => {
      const reader = (await open()).getReader()
      expect((await reader.read()).done).toBe(false)
      await lose(admin)
      await expect(reader.read()).rejects.toMatchObject({ code })
    })

    it('changes nobody else in bulk, and learns of each', async () => {
      const prefix = `b${randomUUID().slice(0, 8)}`
      const people = makePeople(prefix, 60)
      await insertUsers(admin, people)
      const uids = people.map(({ uid }) => uid)
      const changed = () =>
        db().user.count({ where: { uid: { startsWith: prefix }, disabled: true } })
      const change = changeUsers(admin, { uids, action: 'disable' })
      await loseAfter(changed, () => lose(admin))
      const results = await change
      const done = results.filter(({ ok }) => ok)
      expect(results.map(({ uid }) => uid)).toEqual(uids)
      expect(await changed()).toBe(done.length)
      expect(results.slice(done.length).map(result => result.code)).toEqual(
        Array(uids.length - done.length).fill(code),
      )
      expect(done.length).toBeLessThan(uids.length)
    })

    it('imports nobody else, and learns of each row', async () => {
      const prefix = `i${randomUUID().slice(0, 8)}`
      const people = makePeople(prefix, 400)
      const created = () => db().user.count({ where: { uid: { startsWith: prefix } } })
      const rows = people.map((values, i) => ({ row: i + 1, uid: values.uid, values }))
      const run = importUsers(admin, rows, false)
      await loseAfter(created, () => lose(admin))
      const outcome = await run
      expect(await created()).toBe(outcome.created)
      expect(outcome.created + outcome.failed).toBe(people.length)
      expect(outcome.failed).toBeGreaterThan(0)
      expect(outcome.rows.at(-1)).toMatchObject({ result: 'failed', code })
    })

    it('starts no import', async () => {
      await lose(admin)
      const rows = [{ row: 1, uid: 'late', values: { uid: 'late', name: 'Late' } }]
      await expect(importUsers(admin, rows, false)).rejects.toMatchObject({ code })
    })

    it('sets no avatar that was still under way', async () => {
      const target = await addUser()
      const late = setAvatar(admin, target, async () => {
        await lose(admin)
        return makeImage('png', { colour: '#f00' })
      })
      await expect(late).rejects.toMatchObject({ code })
      expect(await db().avatar.count({ where: { userId: target.id } })).toBe(0)
    })
  })
})

function makePeople(prefix: string, count: number) {
  return Array.from({ length: count }, (_, i) => ({ uid: `${prefix}.${i}`, name: 'Page Turner' }))
}

/** Calls `lose` as soon as some of the work is done. */
async function loseAfter(countDone: () => Promise<number>, lose: () => Promise<unknown>) {
  await vi.waitUntil(async () => (await countDone()) > 0, { timeout: 20_000, interval: 1 })
  await lose()
}
