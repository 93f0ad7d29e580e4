import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Client } from '#lib/http/client-address.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser } from '../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { beginSignInByMail } from './begin-by-mail.ts'
import { continueSignIn } from './continue-sign-in.ts'
import { findLinkedSignIn } from './mailed-sign-in.ts'

const PAGE = { kind: 'cookie', onPage: true } as const
const NEXT = '/authorize?client_id=https%3A%2F%2Fapp.example'

describe.each(engines)('the link of a mail with a code on %s', engine => {
  let mail: UnitMail
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    env().mailSignIn = true
  })
  afterAll(async () => {
    env().mailSignIn = false
    await mail.stop()
  })

  let client: Client
  let uid: string
  beforeEach(async () => {
    client = { address: newAddress(), agent: 'test', origin: '' }
    uid = (await addUser({ email: `${newAddress()}@example.org`, emailVerified: true })).uid
  })

  const begin = async (next = NEXT) => {
    let secret = ''
    const { secret: fragment, code } = await mail.receiveOne(async () => {
      secret = (await beginSignInByMail(uid, client, PAGE, next)).authSession
    })
    return { secret, code, name: fragment.split('.')[1] ?? '' }
  }
  const look = (name: string, secret: string, as = client, wanted: typeof PAGE | object = PAGE) =>
    findLinkedSignIn(name, secret, as, { kind: 'cookie', ...wanted })
  const goOn = (secret: string, code: string) => continueSignIn(secret, { code }, client, PAGE)

  it('goes on in the browser that asked, where the person was, and takes no try', async () => {
    const { secret, code, name } = await begin()
    for (let i = 0; i < 6; i++) {
      expect(await look(name, secret)).toEqual({ state: 'here', uid, next: NEXT })
    }
    expect((await goOn(secret, code)).user.uid).toBe(uid)
    expect(await look(name, secret)).toEqual({ state: 'over' })
  })

  it('is of another browser without the secret of the same sign-in', async () => {
    const { secret, code, name } = await begin()
    const other = await begin()
    const elsewhere = { state: 'elsewhere' }
    for (let i = 0; i < 6; i++) {
      expect(await look(name, other.secret)).toEqual(elsewhere)
      expect(await look(other.name, secret)).toEqual(elsewhere)
    }
    expect(await look(name, '')).toEqual(elsewhere)
    expect(await look(name, secret, { ...client, agent: 'another' })).toEqual(elsewhere)
    expect(await look(name, secret, client, { onPage: false })).toEqual(elsewhere)
    expect((await goOn(other.secret, other.code)).user.uid).toBe(uid)
    expect((await goOn(secret, code)).user.uid).toBe(uid)
  })

  it('is over once it is void, unknown or too old', async () => {
    const { secret, name } = await begin()
    const over = { state: 'over' }
    expect(await look('00000000-0000-0000-0000-000000000000', secret)).toEqual(over)
    const holder = `sign-in ${name}`
    await db().ticket.updateMany({ where: { holder }, data: { expiresAt: new Date() } })
    expect(await look(name, secret)).toEqual(over)
    const tried = await begin()
    for (let i = 0; i < 5; i++) await goOn(tried.secret, 'AAAA-AAAA').catch(() => {})
    expect(await look(tried.name, tried.secret)).toEqual(over)
    const off = await begin()
    env().mailSignIn = false
    expect(await look(off.name, off.secret)).toEqual(over)
    env().mailSignIn = true
  })

  it('429: too many links that are over, from one address', async () => {
    for (let i = 0; i < 100; i++) await look(`void ${i}`, '')
    await expect(look('void', '')).rejects.toMatchObject({ status: 429, code: 'limited' })
  })
})
