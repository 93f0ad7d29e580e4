import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db, isMissingRow } from '#lib/db/db.ts'
import { listStatements } from '../../e2e/fixtures/count-queries.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { formatCode } from './code.ts'
import {
  findTicketBySecret,
  mailedTicketsVoid,
  makeTicket,
  nameHolder,
  readTicketData,
  type TicketTerms,
  ticketSpend,
} from './ticket.ts'
import { findTicketByCode, MAX_CODE_TRIES } from './try-code.ts'

const HOUR_MS = 3_600_000
let count = 0

/** Keeps a ticket for an address that nobody else has a ticket for. */
async function keep(differs: Partial<TicketTerms> = {}) {
  const email = `a${++count}@example.org`
  const terms = { kind: 'sign_up', holder: email, email, lifetimeMs: HOUR_MS, ...differs } as const
  const { insert, ...ticket } = makeTicket(terms)
  const { id } = await insert
  return { ...ticket, ...terms, id }
}
const spend = (id: string) =>
  ticketSpend(id, new Date()).then(
    () => true,
    error => {
      if (!isMissingRow(error)) throw error
      return false
    },
  )

describe.each(engines)('tickets on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())

  it('is found by its secret and by its code, for its kind alone', async () => {
    const { id, secret, code, holder, email } = await keep({ data: { uid: 'ada' } })
    const found = await findTicketBySecret('sign_up', secret)
    expect(found).toMatchObject({ id, holder, email, user: null, usedAt: null })
    expect(found && readTicketData(found)).toEqual({ uid: 'ada' })
    expect(await findTicketBySecret('invitation', secret)).toBeNull()
    expect(await findTicketBySecret('sign_up', code)).toBeNull()
    for (const whose of [{ holder }, { email }, { email: email.toUpperCase() }]) {
      for (const typed of [code, formatCode(code).toLowerCase()]) {
        expect(await findTicketByCode('sign_up', whose, typed)).toMatchObject({ id })
      }
    }
    expect(await findTicketByCode('invitation', { holder }, code)).toBeNull()
    expect(await findTicketByCode('sign_up', { holder: 'another' }, code)).toBeNull()
    expect(await findTicketByCode('sign_up', { email: '' }, code)).toBeNull()
    expect(await findTicketByCode('sign_up', { holder }, secret)).toBeNull()
  })

  it('is stored without its secret and its code, and without its data once it is spent', async () => {
    const { id, secret, code } = await keep({ data: { hash: '$2b$' } })
    const stored = JSON.stringify(await db().ticket.findUnique({ where: { id } }))
    expect(stored).not.toContain(secret)
    expect(stored).not.toContain(code)
    expect(await spend(id)).toBe(true)
    expect(await db().ticket.findUnique({ where: { id } })).toMatchObject({
      data: '',
      codeMac: null,
      usedAt: expect.any(Date),
    })
  })

  it('is spent once: of 20 parallel uses one succeeds', async () => {
    const { id, holder, code } = await keep()
    const uses = await Promise.all(Array.from({ length: 20 }, () => spend(id)))
    expect(uses.filter(Boolean)).toHaveLength(1)
    expect(await findTicketByCode('sign_up', { holder }, code)).toBeNull()
  })

  it('is void after its time', async () => {
    const { id, holder, code } = await keep({ lifetimeMs: -1 })
    expect(await spend(id)).toBe(false)
    expect(await findTicketByCode('sign_up', { holder }, code)).toBeNull()
  })

  it('takes five wrong codes; then its code is void and its link is not', async () => {
    const { id, holder, code, secret } = await keep()
    const tryCode = (typed: string) => findTicketByCode('sign_up', { holder }, typed)
    for (let i = 1; i < MAX_CODE_TRIES; i++) expect(await tryCode('22222222')).toBeNull()
    for (let i = 0; i < 10; i++) expect(await tryCode(code)).toMatchObject({ id })
    expect(await tryCode('22222222')).toBeNull()
    expect(await tryCode(code)).toBeNull()
    expect(await findTicketBySecret('sign_up', secret)).toMatchObject({ id })
    expect(await spend(id)).toBe(true)
  })

  it('costs a try one write, whether an address has a ticket, has none, or had one too often', async () => {
    const { email, secret } = await keep()
    const unknown = `b${email}`
    const countWrites = async (tried: string) => {
      const texts = await listStatements(() =>
        findTicketByCode('sign_up', { email: tried }, '22222222'),
      )
      return texts.filter(text => /^(INSERT|UPDATE) Ticket$/.test(text)).length
    }
    for (let i = 0; i < 2 * MAX_CODE_TRIES + 2; i++) {
      expect([await countWrites(email), await countWrites(unknown)]).toEqual([1, 1])
    }
    expect(await findTicketBySecret('sign_up', secret)).toMatchObject({ email })
    const later = makeTicket({
      kind: 'sign_up',
      holder: unknown,
      email: unknown,
      lifetimeMs: HOUR_MS,
    })
    await later.insert
    expect(await countWrites(unknown)).toBe(1)
    const found = await findTicketByCode('sign_up', { email: unknown }, later.code)
    expect(found).toMatchObject({ email: unknown })
    expect(await countWrites('')).toBe(0)
  })

  it('counts each of parallel wrong codes', async () => {
    const { id, email, code } = await keep()
    await Promise.all(
      Array.from({ length: 30 }, () => findTicketByCode('sign_up', { email }, '22222222')),
    )
    expect(await db().ticket.findUnique({ where: { id } })).toMatchObject({ tries: MAX_CODE_TRIES })
    expect(await findTicketByCode('sign_up', { email }, code)).toBeNull()
  })

  it('compares no code after five wrong ones, although it was looked for before them', async () => {
    const { email, code } = await keep()
    const tries = Array.from({ length: 60 }, () =>
      findTicketByCode('sign_up', { email }, '22222222'),
    )
    expect(await findTicketByCode('sign_up', { email }, code)).toBeNull()
    await Promise.all(tries)
  })

  it('takes the place of an older one of its kind and holder, also of those made at once', async () => {
    const older = await keep()
    const { holder, email } = older
    const other = await keep({ kind: 'invitation', holder, email })
    const newer = await keep({ holder, email })
    expect(await findTicketBySecret('sign_up', older.secret)).toBeNull()
    expect(await findTicketByCode('sign_up', { email }, older.code)).toBeNull()
    expect(await spend(older.id)).toBe(false)
    expect(await findTicketBySecret('sign_up', newer.secret)).not.toBeNull()
    expect(await findTicketBySecret('invitation', other.secret)).not.toBeNull()
    const made = await Promise.all(Array.from({ length: 10 }, () => keep({ holder, email })))
    const found = await Promise.all(made.map(({ secret }) => findTicketBySecret('sign_up', secret)))
    expect(found.filter(Boolean)).toHaveLength(1)
  })

  it('finds each of the tickets that one address has by its code', async () => {
    const { email, code, id } = await keep()
    const second = await keep({ holder: 'another holder', email })
    expect(await findTicketByCode('sign_up', { email }, code)).toMatchObject({ id })
    expect(await findTicketByCode('sign_up', { email }, second.code)).toMatchObject({
      id: second.id,
    })
  })

  it('ends with its user, and if it was mailed with another address of theirs', async () => {
    const { id: userId } = await addUser()
    const mine = { kind: 'email_verify', holder: nameHolder(userId), userId } as const
    const { secret } = await keep(mine)
    expect(await findTicketBySecret('email_verify', secret)).toMatchObject({ user: { id: userId } })
    const handedOver = makeTicket({ ...mine, kind: 'password_reset', lifetimeMs: HOUR_MS })
    await handedOver.insert
    await mailedTicketsVoid(userId)
    expect(await findTicketBySecret('email_verify', secret)).toBeNull()
    expect(await findTicketBySecret('password_reset', handedOver.secret)).not.toBeNull()
    const { id } = await keep(mine)
    await db().user.delete({ where: { id: userId } })
    expect(await db().ticket.findUnique({ where: { id } })).toBeNull()
  })
})
