import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { listReturnAddressesOf } from './return-addresses.ts'

describe.each(engines)('listReturnAddressesOf on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  it('lists the addresses of that origin alone, byte by byte', async () => {
    const own = 'https://a_b.example/app/'
    const others = ['https://axb.example/', 'https://A_B.example/', 'https://a_b.example.org/']
    const data = [own, ...others].map(address => ({ address, addedBy: 'admin' }))
    await db().returnAddress.createMany({ data })
    expect(await listReturnAddressesOf('https://a_b.example')).toEqual([own])
  })
})
