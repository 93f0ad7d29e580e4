import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { type AuditEvent, toEventRow } from './event.ts'
import { listEvents, listOwnEvents } from './list.ts'
import { deleteOldEvents } from './retention.ts'
import { AuditQuery } from './schema.ts'
import { countSignIns } from './sign-in-counts.ts'

const HOUR = 60 * 60 * 1000
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR)

// The clock stands still, so that no hour ends between an event and its count.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }))
afterAll(() => void vi.useRealTimers())

describe.each(engines)('audit events on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let toby: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin', uid: 'boss' })
    toby = await addViewer({ uid: 'toby' })
    await deleteOldEvents(-1)
    const happened = (event: AuditEvent, at: Date, differs = {}) => ({
      ...toEventRow(event),
      at,
      address: '192.0.2.1',
      agent: 'curl/8',
      ...differs,
    })
    await db().auditEvent.createMany({
      data: [
        happened({ action: 'sign_in', result: 'ok', actor: toby }, hoursAgo(5)),
        happened({ action: 'user_change', result: 'ok', actor: admin, target: toby }, hoursAgo(4), {
          address: '2001:db8::7',
        }),
        happened({ action: 'sign_in', result: 'refused', actor: null, target: toby }, hoursAgo(3)),
        happened({ action: 'sign_in', result: 'limited', actor: null, count: 40 }, hoursAgo(3)),
        happened({ action: 'users_export', result: 'ok', actor: admin }, hoursAgo(2)),
        // Of the same moment: only their ids give them an order.
        ...Array.from({ length: 5 }, () =>
          happened(
            { action: 'user_delete', result: 'ok', actor: admin, target: { uid: 'gone' } },
            hoursAgo(1),
          ),
        ),
      ],
    })
  })
  afterAll(() => stop())

  const list = (query: Record<string, string> = {}) => listEvents(admin, AuditQuery.parse(query))
  const found = async (query: Record<string, string>) =>
    (await list(query)).events.map(({ action, result }) => `${action} ${result}`)

  it('are listed newest first, page by page, forwards and back', async () => {
    const { events: all } = await list()
    expect(all.map(({ action }) => action).slice(5)).toEqual([
      'users_export',
      'sign_in',
      'sign_in',
      'user_change',
      'sign_in',
    ])
    const seen: number[] = []
    let page = await list({ limit: '3' })
    expect(page.prev).toBeNull()
    for (;;) {
      seen.push(...page.events.map(({ id }) => id))
      if (!page.next) break
      page = await list({ limit: '3', after: page.next })
    }
    expect(seen).toEqual(all.map(({ id }) => id))
    const before = await list({ limit: '3', after: page.prev ?? '' })
    expect(before.events.map(({ id }) => id)).toEqual(seen.slice(-4, -1))
  })

  it.each<[Record<string, string>, string[]]>([
    [{ action: 'user_change' }, ['user_change ok']],
    [{ result: 'limited' }, ['sign_in limited']],
    [{ action: 'sign_in', result: 'ok' }, ['sign_in ok']],
    [{ q: 'TOBY' }, ['sign_in refused', 'user_change ok', 'sign_in ok']],
    [{ q: 'toby', result: 'refused' }, ['sign_in refused']],
    [{ q: 'gone', limit: '1' }, ['user_delete ok']],
    [{ q: '2001:DB8::7' }, ['user_change ok']],
    [{ q: 'nobody' }, []],
    [{ to: hoursAgo(4.5).toISOString() }, ['sign_in ok']],
    [{ from: hoursAgo(2.5).toISOString(), action: 'users_export' }, ['users_export ok']],
    [{ from: '2020-01-01', to: '2020-12-31' }, []],
  ])('%j finds %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  it('are also found under the uid that the user has now', async () => {
    await db().user.update({ where: { id: toby.id }, data: { uid: 'tobias', uidKey: 'tobias' } })
    expect(await found({ q: 'tobias' })).toHaveLength(3)
    expect(await found({ q: 'toby' })).toHaveLength(3)
    await db().user.update({ where: { id: toby.id }, data: { uid: 'toby', uidKey: 'toby' } })
  })

  it('are refused for a cursor that no page gave, and to members', async () => {
    await expect(list({ after: 'x' })).rejects.toMatchObject({ status: 400 })
    for (const tried of [listEvents(toby, AuditQuery.parse({})), countSignIns(toby, '24h')]) {
      await expect(tried).rejects.toMatchObject({ code: 'insufficient_role' })
    }
  })

  it('show users their own part, and of an administrator only that it was one', async () => {
    const { events } = await listOwnEvents(toby, { limit: 10 })
    expect(events.filter(({ action }) => action !== 'audit_view')).toMatchObject([
      { action: 'sign_in', result: 'refused', by: 'nobody', address: '192.0.2.1' },
      { action: 'user_change', by: 'administrator', address: null, browser: null },
      { action: 'sign_in', result: 'ok', by: 'you', address: '192.0.2.1', browser: 'curl' },
    ])
    expect(JSON.stringify(events)).not.toMatch(/boss|2001/)
    const own = await listOwnEvents(admin, { limit: 10 })
    expect(own.events.map(({ whom }) => whom)).toEqual([...Array(5).fill('gone'), null, 'toby'])
  })

  it('give the number of sign-ins in each hour, as many as each event stands for', async () => {
    const hours = await countSignIns(admin, '24h')
    expect(hours).toHaveLength(24)
    const at = (hoursBefore: number) => hours.at(-1 - hoursBefore)
    expect(at(5)).toMatchObject({ ok: 1, refused: 0, limited: 0 })
    expect(at(3)).toMatchObject({ ok: 0, refused: 1, limited: 40 })
    expect(at(0)).toMatchObject({ ok: 0, refused: 0, limited: 0 })
    const days = await countSignIns(admin, '30d')
    expect(days.reduce((sum, { ok, refused, limited }) => sum + ok + refused + limited, 0)).toBe(42)
    expect(await countSignIns(admin, '24h')).toEqual(hours)
  })
})
