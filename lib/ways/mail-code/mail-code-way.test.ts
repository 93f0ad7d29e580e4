import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Client } from '#lib/http/client-address.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { beginSignInByMail } from '#lib/sign-in/begin-by-mail.ts'
import { askInsteadBy, continueSignIn } from '#lib/sign-in/continue-sign-in.ts'
import { askAgain, askAgainBy, proveAgain } from '#lib/sign-in/prove-again.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import { forgetInstances } from '../../../e2e/fixtures/instances.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, PASSWORD } from '../../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { addWord } from '../../../e2e/fixtures/ways/add-word.ts'
import { makeWord } from '../../../e2e/fixtures/ways/word/word-way.ts'

const COOKIE = { kind: 'cookie' } as const
let count = 0

describe.each(engines)('the code of a mail as a way on %s', engine => {
  let mail: UnitMail
  let viewer: Viewer
  let client: Client
  beforeAll(async () => {
    mail = await startUnitMail(engine)
  })
  beforeEach(async () => {
    env().mailSignIn = true
    viewer = await addViewer({ email: `way${++count}@example.org`, emailVerified: true })
    client = { address: newAddress(), agent: 'test', origin: '' }
  })
  afterAll(async () => {
    env().mailSignIn = false
    forgetInstances('ways')
    await mail.stop()
  })

  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'ok',
      error => error.code,
    )
  const findAmr = async (id: string) =>
    (await db().session.findUniqueOrThrow({ where: { id } })).amr
  const askCode = (one: Viewer) => mail.receiveOne(() => askAgainBy(one, 'mail-code'))

  it('is no best way: a step-up asks for the password, and mails nothing', async () => {
    const mails = await mail.receive(async () => {
      expect(await askAgain(viewer)).toMatchObject({ field: 'password' })
    })
    expect(mails).toEqual([])
  })

  it('proves again who the viewer is, once, and only the viewer', async () => {
    const { code, to } = await askCode(viewer)
    expect(to).toBe(viewer.email)
    const other = await addViewer({ email: `way${++count}@example.org`, emailVerified: true })
    expect(await codeOf(proveAgain(other, { code }))).toBe('second_factor_wrong')
    expect(await codeOf(proveAgain(viewer, { code: 'AAAA-AAAA' }))).toBe('second_factor_wrong')
    await db().session.update({
      where: { id: viewer.sessionId },
      data: { provenAt: new Date(0) },
    })
    await proveAgain(viewer, { code })
    const row = await db().session.findUniqueOrThrow({ where: { id: viewer.sessionId } })
    expect(row.amr).toBe('pwd mca')
    expect(Date.now() - +row.provenAt).toBeLessThan(60_000)
    expect(await codeOf(proveAgain(viewer, { code }))).toBe('second_factor_wrong')
  })

  it('of two mails the newer counts, and of one the first five tries', async () => {
    const first = await askCode(viewer)
    const { code } = await askCode(viewer)
    expect(await codeOf(proveAgain(viewer, { code: first.code }))).toBe('second_factor_wrong')
    for (let i = 0; i < 4; i++) {
      expect(await codeOf(proveAgain(viewer, { code: 'AAAA-AAAA' }))).toBe('second_factor_wrong')
    }
    expect(await codeOf(proveAgain(viewer, { code }))).toBe('second_factor_wrong')
  })

  it('is nobody’s without a verified address, or without MAIL_SIGN_IN', async () => {
    const typed = await addViewer({ email: 'typed@example.org' })
    const off = { status: 409, code: 'mail_sign_in_off' }
    await expect(askAgainBy(typed, 'mail-code')).rejects.toMatchObject(off)
    const { code } = await askCode(viewer)
    env().mailSignIn = false
    await expect(askAgainBy(viewer, 'mail-code')).rejects.toMatchObject(off)
    expect(await codeOf(proveAgain(viewer, { code }))).toBe('second_factor_wrong')
  })

  it('is ten mails an hour, and says so then', async () => {
    for (let i = 0; i < 10; i++) await askAgainBy(viewer, 'mail-code')
    expect(await codeOf(askAgainBy(viewer, 'mail-code'))).toBe('limited')
  })

  it('is possession: a second factor beside a password, and none beside another code', async () => {
    addWord()
    const stranger = { ...client, agent: 'another' }
    const uid = `two-mailed${++count}`
    await addUser({ uid, email: `${uid}@example.org`, emailVerified: true })
    let beside = ''
    const asked = await mail.receive(async () => {
      const refusal = await signIn({ uid, password: PASSWORD }, client, COOKIE).catch(
        error => error,
      )
      expect(refusal.body.ways).toEqual(['word', 'mail-code'])
      expect(refusal.question).toMatchObject({ label: 'Your word', others: ['mail-code'] })
      beside = refusal.authSession
    })
    expect(asked).toEqual([])
    expect(await codeOf(askInsteadBy('mail-code', beside, stranger, COOKIE))).toBe(
      'invalid_session',
    )
    const second = await mail.receiveOne(() => askInsteadBy('mail-code', beside, client, COOKIE))
    const { session: one } = await continueSignIn(beside, { code: second.code }, client, COOKIE)
    expect(await findAmr(one.sessionId)).toBe('pwd mca')
    let secret = ''
    const { code } = await mail.receiveOne(async () => {
      secret = (await beginSignInByMail(uid, client, COOKIE)).authSession
    })
    const byMail = await continueSignIn(secret, { code }, client, COOKIE).catch(error => error)
    expect(byMail).toMatchObject({ code: 'second_factor_required', ways: ['password'] })
    const goOn = (answers: object) => continueSignIn(byMail.authSession, answers, client, COOKIE)
    expect(await codeOf(goOn({ code: makeWord(uid) }))).toBe('invalid_input')
    const again = askInsteadBy('mail-code', byMail.authSession, client, COOKIE)
    expect(await codeOf(again)).toBe('mail_sign_in_off')
    const { session } = await goOn({ password: PASSWORD })
    expect(await findAmr(session.sessionId)).toBe('mca pwd')
  })
})
