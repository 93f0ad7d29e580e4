import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { NewOrigin } from '#lib/origins/schema.ts'
import { addOrigin, changeOrigin, removeOrigin } from '#lib/origins/store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { findClient } from './find-client.ts'
import { NewReturnAddress } from './return-address-json.ts'
import {
  addReturnAddress,
  listReturnAddresses,
  MAX_RETURN_ADDRESSES,
  removeReturnAddress,
} from './return-address-store.ts'
import { listReturnRefusals } from './return-refusal-list.ts'
import { recordReturnRefusal } from './return-refusals.ts'

const PAGES = 'https://pages.example.net'
const PINNED = `${PAGES}/pinned/`
const STRAY = 'https://nobody.example.net/pinned/'

describe.each(engines)('return addresses on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let originId: number
  beforeAll(async () => {
    stop = await startStore(engine)
    env().returnAddresses = [PINNED, STRAY]
    admin = await addViewer({ role: 'Admin' })
    originId = (await addOrigin(admin, NewOrigin.parse({ origin: PAGES }))).id
  })
  afterAll(() => stop())

  const add = (address: string) => addReturnAddress(admin, NewReturnAddress.parse({ address }))
  const listed = async () =>
    (await listReturnAddresses(admin)).map(({ address, allowed }) => [address, allowed])
  const granted = async (origin = PAGES) => (await findClient(origin))?.returnAddresses ?? null

  test('one that is added is one of its origin at once, until it is removed', async () => {
    const { id } = await add(` ${PAGES}/app/ `)
    expect(await granted()).toEqual([PINNED, `${PAGES}/app/`])
    expect(await listed()).toEqual([
      [PINNED, true],
      [STRAY, false],
      [`${PAGES}/app/`, true],
    ])
    await removeReturnAddress(admin, id)
    expect(await granted()).toEqual([PINNED])
  })

  test('pinned ones and others count while their origin is allowed', async () => {
    const { id } = await add(`${PAGES}/app/`)
    await changeOrigin(admin, originId, { enabled: false })
    expect(await granted()).toBe(null)
    expect(await granted('https://nobody.example.net')).toBe(null)
    expect(await listed()).toEqual([
      [PINNED, false],
      [STRAY, false],
      [`${PAGES}/app/`, false],
    ])
    await expect(add(`${PAGES}/more/`)).rejects.toMatchObject({ status: 400 })
    await changeOrigin(admin, originId, { enabled: true })
    expect(await granted()).toEqual([PINNED, `${PAGES}/app/`])
    await removeReturnAddress(admin, id)
  })

  test('400: on no allowed origin, or on this server itself', async () => {
    const foreign = ['https://other.example/', `${env().publicUrl.origin}/login`]
    for (const address of foreign) {
      await expect(add(address)).rejects.toMatchObject({
        status: 400,
        errors: [{ path: 'address', message: expect.stringContaining('Allow the origin first') }],
      })
    }
  })

  test('an origin below a wildcard has return addresses, too', async () => {
    const wildcard = await addOrigin(admin, NewOrigin.parse({ origin: 'https://*.example.org' }))
    const { id } = await add('https://a.example.org/app/')
    expect(await granted('https://a.example.org')).toEqual(['https://a.example.org/app/'])
    expect(await granted('https://b.example.org')).toEqual([])
    await removeReturnAddress(admin, id)
    await removeOrigin(admin, wildcard.id)
  })

  test('404 and 409: gone, there, pinned, too many', async () => {
    const { id } = await add(`${PAGES}/app/`)
    const refusals = {
      return_address_exists: () => add(`${PAGES}/app/`),
      return_address_pinned: () => add(PINNED),
      unknown_return_address: () => removeReturnAddress(admin, 999_999),
    }
    for (const [code, act] of Object.entries(refusals)) {
      await expect(act()).rejects.toMatchObject({ code })
    }
    await expect(removeReturnAddress(admin, -1)).rejects.toMatchObject({
      status: 409,
      code: 'return_address_pinned',
    })
    await removeReturnAddress(admin, id)
    const rows = Array.from({ length: MAX_RETURN_ADDRESSES }, (_, i) => `${PAGES}/${i}`)
    await db().returnAddress.createMany({
      data: rows.map(address => ({ address, addedBy: 'admin' })),
    })
    await expect(add(`${PAGES}/more/`)).rejects.toMatchObject({ code: 'return_addresses_full' })
    await db().returnAddress.deleteMany()
  })

  test('refusals say why, and which of them can be allowed', async () => {
    const asked = [`${PAGES}/new/`, `${PAGES}/new/#part`, 'https://evil.example/', PINNED]
    for (const address of asked) await recordReturnRefusal(PAGES, address)
    await recordReturnRefusal('https://gone.example', 'https://gone.example/')
    await recordReturnRefusal('lk_none', 'https://app.example/')
    const found = new Map(
      (await listReturnRefusals(admin, { limit: 50 })).map(refusal => [refusal.address, refusal]),
    )
    expect(found.get(`${PAGES}/new/`)).toMatchObject({ allowable: true, allowed: false, count: 1 })
    expect(found.get(PINNED)).toMatchObject({ allowable: false, allowed: true })
    const others = {
      [`${PAGES}/new/#part`]: 'is no address',
      'https://evil.example/': 'It lies on another origin',
      'https://gone.example/': 'The origin is no longer allowed.',
      'https://app.example/': 'no longer registered',
    }
    for (const [address, words] of Object.entries(others)) {
      expect(found.get(address)).toMatchObject({
        allowable: false,
        allowed: false,
        cause: expect.stringContaining(words),
      })
    }
    const { id } = await add(`${PAGES}/new/`)
    const [first] = (await listReturnRefusals(admin, { limit: 50 })).filter(
      ({ address }) => address === `${PAGES}/new/`,
    )
    expect(first).toMatchObject({ allowable: false, allowed: true })
    await removeReturnAddress(admin, id)
  })

  test('only administrators may, and what they do is recorded', async () => {
    const viewer = await addViewer()
    const tried = [
      () => listReturnAddresses(viewer),
      () => listReturnRefusals(viewer, { limit: 1 }),
      () => addReturnAddress(viewer, { address: `${PAGES}/evil/` }),
      () => removeReturnAddress(viewer, 1),
    ]
    for (const act of tried) await expect(act()).rejects.toMatchObject({ status: 403 })
    const events = await db().auditEvent.findMany({
      where: { action: { startsWith: 'return_address_' }, result: 'ok' },
      orderBy: { id: 'asc' },
      take: 2,
    })
    expect(events.map(({ action, targetUid }) => `${action} ${targetUid}`)).toEqual([
      `return_address_add ${PAGES}/app/`,
      `return_address_remove ${PAGES}/app/`,
    ])
  })
})
