import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { requestMail, writeOverdueMails } from '#lib/mail/mail-request.ts'
import { finishDeferredWork } from '#lib/runtime/defer.ts'
import { findRecipient } from '#lib/sign-in/find-recipient.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { listStatements } from '../../e2e/fixtures/count-queries.ts'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser } from '../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { MAIL_WRITERS } from './mail-writers.ts'
import { spendPasswordReset } from './password-reset.ts'
import { requestResetMail } from './reset-mail.ts'

const SECOND_MS = 1000
let count = 0

describe.each(engines)('mails that strangers ask for on %s', engine => {
  let mail: UnitMail
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    env().mailSignIn = true
    // Each process that is killed is an error in it.
    collectLog()
  })
  afterAll(async () => {
    env().mailSignIn = false
    await mail.stop()
  })

  const addPerson = () => addUser({ email: `asked${++count}@example.org`, emailVerified: true })
  const countRequests = () => db().mailRequest.count()
  /** Asks a process that does not live to write the mail. */
  const askDying = async (identifier: string) => {
    const { user, holder } = await findRecipient(identifier)
    const facts = { holder, userId: user?.id ?? null }
    await requestMail('password_reset', facts, () => Promise.reject(new Error('killed')))
    await finishDeferredWork()
  }
  const writeIn = (seconds: number, writers = MAIL_WRITERS) =>
    writeOverdueMails(writers, Date.now() + seconds * SECOND_MS)

  it('are kept before the answer, for an account and for none, until they are written', async () => {
    const { uid } = await addPerson()
    await finishDeferredWork()
    for (const name of [uid, 'nobody']) {
      const answered = await listStatements(() => requestResetMail(name, newAddress()))
      expect(answered.filter(text => text.startsWith('INSERT'))).toContain('INSERT MailRequest')
      await finishDeferredWork()
      expect(await countRequests()).toBe(0)
    }
    await mail.settle()
  })

  it('are written by any process once the one that was asked has had its time, and once', async () => {
    const { uid, email } = await addPerson()
    const askedAt = Date.now()
    await askDying(uid)
    const writeTooSoon = () => writeOverdueMails(MAIL_WRITERS, askedAt + 9 * SECOND_MS)
    expect(await mail.receive(writeTooSoon)).toEqual([])
    const written = await mail.receiveOne(() =>
      Promise.all([writeIn(11), writeIn(11), writeIn(11)]),
    )
    expect(written.to).toBe(email)
    expect(await countRequests()).toBe(0)
    expect(await mail.receive(() => writeIn(11))).toEqual([])
    const set = spendPasswordReset({ token: written.secret }, 'a quite different one', newAddress())
    expect(await set).toEqual({ uid })
  })

  it('go to nobody who is disabled by then, or does not exist', async () => {
    const { uid, id } = await addPerson()
    await askDying(uid)
    await askDying('nobody')
    await db().user.update({ where: { id }, data: { disabled: true } })
    expect(await mail.receive(() => writeIn(11))).toEqual([])
    expect(await countRequests()).toBe(0)
  })

  it('stay where they cannot be written, and are tried again', async () => {
    const { uid } = await addPerson()
    await askDying(uid)
    const failing = { ...MAIL_WRITERS, password_reset: () => Promise.reject(new Error('down')) }
    await writeIn(11, failing)
    expect(await mail.receive(() => writeIn(30))).toEqual([])
    await mail.receiveOne(() => writeIn(50))
  })

  it('are dropped where their code is too old, or SECRET_KEY opens them no more', async () => {
    const { id } = await addPerson()
    const facts = { holder: `mail of user ${id}`, userId: id, code: 'ABCD2345', link: null }
    await requestMail('sign_in_code', facts, () => Promise.reject(new Error('killed')))
    await finishDeferredWork()
    await db().mailRequest.updateMany({ data: { createdAt: new Date(Date.now() - 601_000) } })
    expect(await mail.receive(() => writeIn(11))).toEqual([])
    await askDying('nobody')
    await db().mailRequest.updateMany({ data: { content: 'of another key' } })
    await writeIn(11)
    expect(await countRequests()).toBe(0)
  })
})
