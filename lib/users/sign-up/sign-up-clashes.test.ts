import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import { listStatements } from '../../../e2e/fixtures/count-queries.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser } from '../../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { askForAccount } from './ask-account.ts'
import { openAccount } from './open-account.ts'
import { askByMail, makeInput, VOID } from './sign-up.fixture.ts'

describe.each(engines)('sign-ups by mail on %s', engine => {
  let mail: UnitMail
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    env().signup = 'open'
    env().signupVerify = true
  })
  afterAll(async () => {
    env().signup = 'closed'
    env().signupVerify = false
    await mail.stop()
  })

  const ask = (input: ReturnType<typeof makeInput>) => askByMail(mail, input)
  const open = (use: Parameters<typeof openAccount>[0]) => openAccount(use, newAddress())

  it('are answered alike for an address that an account has; its mail says so', async () => {
    const { email } = await addUser({ email: 'known@example.org', emailVerified: true })
    const input = makeInput({ email: 'Known@example.org' })
    const { text, code, secret } = await ask(input)
    expect(text).toMatch(/belongs to an account already/)
    expect([code, secret]).toEqual(['', ''])
    expect(await db().ticket.count({ where: { emailKey: email } })).toBe(1)
    const typed = makeInput({ email: 'typed-only@example.org' })
    await addUser({ email: typed.email })
    expect((await open({ token: (await ask(typed)).secret })).uid).toBe(typed.uid)
  })

  it('cost as many statements, whether an account has the address or not', async () => {
    await addUser({ email: 'counted@example.org', emailVerified: true })
    const list = async (email: string) => {
      const all = await listStatements(() =>
        askForAccount(null, makeInput({ email }), newAddress()),
      )
      await mail.settle()
      return all.slice(0, all.lastIndexOf('COMMIT') + 1)
    }
    expect(await list('counted@example.org')).toEqual(await list('nobody@example.org'))
  })

  it('say that a user ID is taken, unless it is an address', async () => {
    const { uid } = await addUser()
    const taken = ask(makeInput({ uid: uid.toUpperCase() }))
    await expect(taken).rejects.toMatchObject({ status: 409, code: 'uid_taken' })
    await addUser({ uid: 'legacy@example.org' })
    const input = makeInput({ uid: 'legacy@example.org', email: 'legacy@example.org' })
    expect((await ask(input)).text).toMatch(/belongs to an account already/)
    const own = makeInput({ uid: 'own@example.org', email: 'own@example.org' })
    expect((await open({ token: (await ask(own)).secret })).uid).toBe('own@example.org')
  })

  it('wait beside each other: nobody’s is replaced by that of a stranger with the same address', async () => {
    const mine = makeInput()
    const { secret } = await ask(mine)
    const again = await ask(mine)
    await expect(open({ token: secret })).rejects.toMatchObject(VOID)
    await ask(makeInput({ email: mine.email }))
    expect((await open({ email: mine.email, code: again.code })).uid).toBe(mine.uid)
  })

  it('of one user ID, or of one address, one becomes an account', async () => {
    const input = makeInput()
    const first = await ask(input)
    const second = await ask(makeInput({ uid: input.uid }))
    const third = await ask(makeInput({ email: input.email }))
    const results = await Promise.allSettled(
      [first, second].flatMap(({ secret }) => [open({ token: secret }), open({ token: secret })]),
    )
    const opened = results.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(opened).toHaveLength(1)
    expect(await db().user.count({ where: { uidKey: input.uid } })).toBe(1)
    for (const one of results) {
      if (one.status === 'rejected') expect(one.reason.code).toMatch(/^(ticket_void|uid_taken)$/)
    }
    if (opened[0]?.email !== input.email) return
    await expect(open({ token: third.secret })).rejects.toMatchObject({ code: 'email_taken' })
  })
})
