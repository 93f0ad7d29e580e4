import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { findEntry, findStanding } from '#lib/cors/policy.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { MAX_ORIGINS } from './follow-origins.ts'
import { NewOrigin } from './schema.ts'
import {
  addOrigin,
  changeOrigin,
  keepUnchosen,
  listOrigins,
  readOrigin,
  removeOrigin,
} from './store.ts'

const PAGES = 'https://you.github.io'
const standing = (origin = PAGES) => findStanding(readCorsPolicy(), origin)
const input = (origin = PAGES, differs = {}) => NewOrigin.parse({ origin, ...differs })

describe.each(engines)('allowed origins on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let member: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
    member = await addViewer()
  })
  afterAll(() => stop())

  const events = () =>
    db().auditEvent.findMany({
      where: { targetUid: PAGES },
      select: { action: true, actorUid: true, detail: true },
      orderBy: { id: 'asc' },
    })

  test('adding, changing and removing an origin takes effect at once and is audited', async () => {
    const added = await addOrigin(admin, input(PAGES, { note: 'Blog' }))
    expect(added).toMatchObject({ origin: PAGES, note: 'Blog', mode: 'both', addedBy: admin.uid })
    expect(added.warning).toContain('All repositories of you')
    expect(standing()).toBe('both')
    expect(await changeOrigin(admin, added.id, { mode: 'bearer' })).toMatchObject({ note: 'Blog' })
    expect(standing()).toBe('bearer')
    // A change to the same values is no change, and is not audited.
    for (const same of [{}, { mode: 'bearer', note: 'Blog' }] as const) {
      expect(await changeOrigin(admin, added.id, same)).toMatchObject({ mode: 'bearer' })
    }
    await changeOrigin(admin, added.id, { enabled: false })
    expect(standing()).toBe('disabled')
    await removeOrigin(admin, added.id)
    expect(standing()).toBe('unknown')
    const actorUid = admin.uid
    expect(await events()).toEqual([
      {
        action: 'origin_add',
        actorUid,
        detail: '{"mode":"both","enabled":true,"access":"users","passwords":false}',
      },
      { action: 'origin_change', actorUid, detail: '{"changed":"mode","mode":"bearer"}' },
      { action: 'origin_change', actorUid, detail: '{"changed":"enabled","enabled":false}' },
      { action: 'origin_remove', actorUid, detail: '{}' },
    ])
  })

  test('what its pages may do is least unless it is said, takes effect at once and is audited', async () => {
    const site = 'https://grants.example'
    const grants = () => findEntry(readCorsPolicy(), site)
    const { id, ...added } = await addOrigin(admin, input(site))
    expect(added).toMatchObject({ access: 'users', passwords: false, chosen: true })
    expect(grants()).toMatchObject({ access: 'users', passwords: false })
    const changed = await changeOrigin(admin, id, { access: 'administration', passwords: true })
    expect(changed).toMatchObject({ access: 'administration', passwords: true })
    expect(grants()).toMatchObject({ access: 'administration', passwords: true })
    const [event] = await db().auditEvent.findMany({
      where: { targetUid: site, action: 'origin_change' },
    })
    expect(JSON.parse(event?.detail ?? '')).toEqual({
      changed: 'access passwords',
      access: 'administration',
      passwords: true,
    })
    await removeOrigin(admin, id)
  })

  test('an entry from before keeps what it could do until somebody chooses', async () => {
    const before = { access: 'administration', passwords: true, chosen: false }
    const rest = { note: '', mode: 'both', enabled: true, addedBy: 'x', ...before }
    const make = (origin: string) => db().origin.create({ data: { origin, ...rest } })
    const [first, second, third] = await Promise.all([
      make('https://old1.example'),
      make('https://old2.example'),
      make('https://old3.example'),
    ])
    // Another change is no choice; naming what it may do is one, even if that stays as it is.
    expect(await changeOrigin(admin, first.id, { note: 'Old' })).toMatchObject(before)
    const kept = await changeOrigin(admin, first.id, { access: 'administration' })
    expect(kept).toMatchObject({ ...before, chosen: true })
    expect(await keepUnchosen(admin)).toBe(2)
    for (const { id } of [second, third]) {
      expect(await readOrigin(admin, id)).toMatchObject({ ...before, chosen: true })
    }
    expect(await keepUnchosen(admin)).toBe(0)
    const events = await db().auditEvent.findMany({ where: { targetUid: third.origin } })
    expect(events.map(({ detail }) => detail)).toEqual([
      '{"changed":"access","access":"administration"}',
    ])
    for (const { id } of [first, second, third]) await removeOrigin(admin, id)
  })

  test('only administrators list, add, change and remove', async () => {
    const forbidden = { status: 403, code: 'insufficient_role' }
    const { id } = await addOrigin(admin, input('https://a.example'))
    await expect(listOrigins(member)).rejects.toMatchObject(forbidden)
    await expect(readOrigin(member, id)).rejects.toMatchObject(forbidden)
    await expect(addOrigin(member, input('https://b.example'))).rejects.toMatchObject(forbidden)
    await expect(keepUnchosen(member)).rejects.toMatchObject(forbidden)
    await expect(changeOrigin(member, id, { enabled: false })).rejects.toMatchObject(forbidden)
    await expect(removeOrigin(member, id)).rejects.toMatchObject(forbidden)
    expect(standing('https://a.example')).toBe('both')
    expect(standing('https://b.example')).toBe('unknown')
  })

  test('an origin is listed once, and one that is gone is not found', async () => {
    const { id } = await addOrigin(admin, input('https://c.example'))
    const again = addOrigin(admin, input('https://c.example'))
    await expect(again).rejects.toMatchObject({ status: 409, code: 'origin_exists' })
    await removeOrigin(admin, id)
    for (const gone of [id, 0, 1.5, Number.NaN, -99, 2 ** 40]) {
      const missing = { status: 404, code: 'unknown_origin' }
      await expect(readOrigin(admin, gone)).rejects.toMatchObject(missing)
      await expect(changeOrigin(admin, gone, {})).rejects.toMatchObject(missing)
      await expect(removeOrigin(admin, gone)).rejects.toMatchObject(missing)
    }
  })

  test('parallel changes to different fields of an origin do not undo each other', async () => {
    const { id } = await addOrigin(admin, input('https://e.example'))
    await Promise.all([
      changeOrigin(admin, id, { enabled: false }),
      changeOrigin(admin, id, { note: 'Shop' }),
      changeOrigin(admin, id, { mode: 'cookie' }),
    ])
    const found = (await listOrigins(admin)).find(origin => origin.id === id)
    expect(found).toMatchObject({ enabled: false, note: 'Shop', mode: 'cookie' })
  })

  test('the entries of CORS_ORIGINS are listed first and cannot be changed', async () => {
    const pinned = 'https://pinned.example'
    env().corsOrigins.push(pinned)
    const [first] = await listOrigins(admin)
    expect(await readOrigin(admin, -1)).toEqual(first)
    expect(first).toMatchObject({ id: -1, origin: pinned, pinned: true, addedBy: null })
    const refusal = { status: 409, code: 'origin_pinned' }
    await expect(addOrigin(admin, input(pinned))).rejects.toMatchObject(refusal)
    await expect(changeOrigin(admin, -1, { enabled: false })).rejects.toMatchObject(refusal)
    await expect(removeOrigin(admin, -1)).rejects.toMatchObject(refusal)
    env().corsOrigins.pop()
  })

  test("the server's own origin is allowed without the list", async () => {
    const own = env().publicUrl.origin
    const refusal = { status: 409, code: 'origin_own', message: expect.stringContaining(own) }
    await expect(addOrigin(admin, input(own))).rejects.toMatchObject(refusal)
    expect(standing(own)).toBe('own')
  })

  test('plain http is allowed for bearer tokens only', async () => {
    const shop = 'http://shop.example'
    const { id } = await addOrigin(admin, input(shop, { mode: 'bearer' }))
    await expect(changeOrigin(admin, id, { mode: 'both' })).rejects.toMatchObject({
      status: 400,
      errors: [{ path: 'mode', message: expect.stringContaining('plain http') }],
    })
    expect(standing(shop)).toBe('bearer')
  })

  test('the list has a limit', async () => {
    const rest = { note: '', mode: 'both', enabled: true, addedBy: 'x' }
    const data = Array.from({ length: MAX_ORIGINS }, (_, i) => ({ origin: `x${i}`, ...rest }))
    await db().origin.createMany({ data })
    const full = { status: 409, code: 'origins_full' }
    await expect(addOrigin(admin, input('https://z.example'))).rejects.toMatchObject(full)
    await db().origin.deleteMany()
  })
})
