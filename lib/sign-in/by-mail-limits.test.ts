import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startUnitMail, type UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { beginSignInByMail } from './begin-by-mail.ts'
import { addClaimant, type Claimant, COOKIE, readCode, WRONG } from './by-mail.fixture.ts'

describe.each(engines)('signing in by the code of a mail on %s', engine => {
  let mail: UnitMail
  let claimant: Claimant
  beforeAll(async () => {
    mail = await startUnitMail(engine)
  })
  beforeEach(async () => {
    env().mailSignIn = true
    claimant = await addClaimant(mail)
  })
  afterAll(async () => {
    env().mailSignIn = false
    await mail.stop()
  })

  it('starts one session, however often the code is sent', async () => {
    const { user, begin, goOn } = claimant
    const { secret, code } = await begin()
    const codes = await Promise.all(Array.from({ length: 10 }, () => readCode(goOn(secret, code))))
    expect(codes.filter(one => one === 'ok')).toHaveLength(1)
    expect(await db().session.count({ where: { userId: user.id } })).toBe(1)
  })

  it('of 20 parallel wrong codes five are compared', async () => {
    const { begin, goOn } = claimant
    const { secret, code } = await begin()
    await Promise.all(Array.from({ length: 20 }, () => readCode(goOn(secret, WRONG))))
    expect(await readCode(goOn(secret, code))).toBe('invalid_session')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['ten minutes', () => db().ticket.updateMany({ data: { expiresAt: new Date() } })],
    [
      'their being disabled',
      () => db().user.update({ where: { id: claimant.user.id }, data: { disabled: true } }),
    ],
    [
      'a change of theirs, such as of the password',
      () => db().user.update({ where: { id: claimant.user.id }, data: { version: 'another' } }),
    ],
    ['their deletion', () => db().user.delete({ where: { id: claimant.user.id } })],
    [
      'the end of MAIL_SIGN_IN',
      async () => {
        env().mailSignIn = false
      },
    ],
  ])('is over after %s', async (_, act) => {
    const { user, begin, goOn } = claimant
    const { secret, code } = await begin()
    await act()
    expect(await readCode(goOn(secret, code))).toBe('invalid_session')
    expect(await db().session.count({ where: { userId: user.id } })).toBe(0)
  })

  it('a missing code is no try', async () => {
    const { begin, goOn } = claimant
    const { secret, code } = await begin()
    for (let i = 0; i < 7; i++)
      expect(await readCode(goOn(secret, undefined))).toBe('invalid_input')
    expect(await readCode(goOn(secret, code))).toBe('ok')
  })

  it('mails ten codes an hour to one user, answers the same then, and the last stays good', async () => {
    const { user, email, ask, begin, goOn } = claimant
    let last = await begin()
    for (let i = 0; i < 9; i++) last = await begin(i % 2 ? email : user.uid)
    expect(await mail.receive(() => ask())).toEqual([])
    expect(await readCode(goOn(last.secret, last.code))).toBe('ok')
  })

  it('is 404 where it is off, and 429 for an address that asks too often', async () => {
    const { user, client, ask } = claimant
    env().mailSignIn = false
    await expect(ask()).rejects.toMatchObject({ status: 404, code: 'mail_sign_in_off' })
    env().mailSignIn = true
    for (let i = 0; i < 100; i++) await beginSignInByMail('nobody', client, COOKIE)
    await expect(beginSignInByMail(user.uid, client, COOKIE)).rejects.toMatchObject({ status: 429 })
  })
})
