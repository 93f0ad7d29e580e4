import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { setKeepAwake } from '#lib/runtime/keep-awake.ts'
import { makeCertificate } from '../../e2e/fixtures/certificate.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { queueMail, queueMails, startOutbox, stopOutbox } from './outbox.fixture.ts'
import { sendDue, wakeSender } from './sender.ts'

describe.each(engines)('the sender on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())
  beforeEach(async () => {
    smtp = await startOutbox()
  })
  afterEach(() => stopOutbox(smtp))

  const rows = () => db().mail.findMany({ orderBy: { id: 'asc' } })

  it('sends what was put into the outbox, once, and erases its words', async () => {
    await queueMail('ada@example.org')
    const [before] = await rows()
    expect(before?.content).not.toContain('paragraph')
    await Promise.all([sendDue(), sendDue()])
    await sendDue()
    expect(smtp.mails.map(({ to }) => to)).toEqual(['ada@example.org'])
    expect(smtp.mails[0]?.messageId).toBe(`<${before?.messageId}@localhost>`)
    const [after] = await rows()
    expect(after).toMatchObject({ status: 'sent', content: '', tries: 1 })
    expect(after?.answer).toContain('250')
  })

  it('sends any number on a few connections, those that somebody waits for first', async () => {
    await queueMails(100)
    await queueMail('first@example.org')
    smtp.faults.delayMs = 2
    await sendDue()
    expect(smtp.mails).toHaveLength(101)
    expect(smtp.mails.slice(0, 4).map(({ to }) => to)).toContain('first@example.org')
    expect(smtp.busy.most).toBeGreaterThan(1)
    expect(smtp.busy.most).toBeLessThanOrEqual(4)
  })

  it('sends in the background, without anybody waiting', async () => {
    await queueMail('ada@example.org')
    wakeSender()
    expect(smtp.mails).toEqual([])
    await expect.poll(async () => (await rows())[0]?.status).toBe('sent')
  })

  it('keeps a function awake that has answered, until the mail is sent', async () => {
    const works: Promise<unknown>[] = []
    setKeepAwake(work => works.push(work))
    await queueMail('ada@example.org')
    wakeSender()
    expect(works).toHaveLength(1)
    await works[0]
    expect(smtp.mails).toHaveLength(1)
    forgetInstances('keep-awake')
  })

  it('takes TLS of a server on this machine as it is offered, and signs in', async () => {
    const names: string[] = []
    const tls = await startSmtp(
      {},
      {
        ...makeCertificate(['mail.example.com']),
        disabledCommands: [],
        authOptional: false,
        onAuth({ username = '', password }, { secure }, done) {
          names.push(`${username}:${password}:${secure}`)
          done(null, { user: username })
        },
      },
    )
    useSmtp(`smtp://me%40example.org:p%2Fw@127.0.0.1:${tls.port}`)
    await queueMail('ada@example.org')
    await sendDue()
    expect(tls.mails).toHaveLength(1)
    expect(names).toEqual(['me@example.org:p/w:true'])
    await tls.stop()
  })

  it('a server that is slow with one mail does not hold up the others', async () => {
    smtp.faults.hold = async address => {
      if (!address.startsWith('slow')) return
      for (let i = 0; i < 5000 && smtp.mails.length < 30; i++) await wait(10)
    }
    await queueMail('slow@example.org')
    await queueMails(30)
    await sendDue()
    expect(smtp.mails).toHaveLength(31)
    expect(smtp.mails.at(-1)?.to).toBe('slow@example.org')
  })
})
