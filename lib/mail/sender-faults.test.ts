import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { makeCertificate } from '../../e2e/fixtures/certificate.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { queueMail, queueMails, startOutbox, stopOutbox } from './outbox.fixture.ts'
import { sendDue } from './sender.ts'
import { closePool } from './transport.ts'

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
  /** As after a pause: everything is due, and this process may send. */
  const makeDue = async () => {
    forgetInstances('mailSender')
    await db().mail.updateMany({ data: { dueAt: new Date() } })
  }

  it('tries again after 30 seconds where the server says later, with the same Message-ID', async () => {
    smtp.faults.refuse = () => ({ code: 451, text: '4.7.1 Greylisted, try again later' })
    await queueMail('ada@example.org')
    await sendDue()
    const [row] = await rows()
    expect(row).toMatchObject({
      status: 'waiting',
      tries: 1,
      answer: expect.stringContaining('451'),
    })
    expect(Number(row?.dueAt) - Date.now()).toBeGreaterThan(20_000)
    expect(Number(row?.dueAt) - Date.now()).toBeLessThanOrEqual(30_000)
    await sendDue()
    expect((await rows())[0]?.tries).toBe(1)
    smtp.faults.refuse = () => null
    await makeDue()
    await sendDue()
    expect(smtp.mails.map(({ messageId }) => messageId)).toEqual([`<${row?.messageId}@localhost>`])
  })

  it('says once that the database fails, and goes on when it is back', async () => {
    const lines = collectLog()
    await queueMail('ada@example.org')
    await db().$executeRawUnsafe('ALTER TABLE "Mail" RENAME TO "MailAway"')
    await sendDue()
    await sendDue()
    await db().$executeRawUnsafe('ALTER TABLE "MailAway" RENAME TO "Mail"')
    expect(lines().map(line => line.message)).toEqual(['outbox not read'])
    await makeDue()
    await sendDue()
    expect(smtp.mails).toHaveLength(1)
  })

  it('gives up after a day, and keeps the answer and the words', async () => {
    smtp.faults.refuse = () => ({ code: 451, text: '4.7.1 Later' })
    await queueMail('ada@example.org')
    await db().mail.updateMany({ data: { tries: 29 } })
    await sendDue()
    const [row] = await rows()
    expect(row).toMatchObject({ status: 'failed', answer: expect.stringContaining('451') })
    expect(row?.content).not.toBe('')
  })

  it('stops an address that does not exist, and sends nothing more to it', async () => {
    smtp.faults.refuse = address =>
      address.startsWith('gone') ? { code: 550, text: '5.1.1 No such user' } : null
    await queueMail('gone@example.org')
    await queueMail('ada@example.org')
    await sendDue()
    expect((await rows()).map(({ status }) => status)).toEqual(['failed', 'sent'])
    const event = await db().auditEvent.findFirst({ where: { action: 'mail_stop' } })
    expect(event).toMatchObject({ targetUid: 'gone@example.org' })
    smtp.faults.refuse = () => null
    await queueMail('Gone@example.org')
    await sendDue()
    expect(smtp.mails).toHaveLength(1)
    expect((await rows())[2]).toMatchObject({
      status: 'failed',
      answer: expect.stringContaining('No such user'),
    })
  })

  it('loses nothing while the server is down, and tries one round per pause', async () => {
    await smtp.stop()
    useSmtp(smtp.url)
    await queueMails(50)
    await sendDue()
    await sendDue()
    const waiting = await rows()
    expect(waiting.every(({ status }) => status === 'waiting')).toBe(true)
    const tried = waiting.filter(({ tries }) => tries > 0)
    expect(tried.length).toBeLessThanOrEqual(4)
    expect(tried[0]?.answer).toContain('refuses connections')
    smtp = await startSmtp()
    useSmtp(smtp.url)
    closePool()
    await makeDue()
    await sendDue()
    expect(new Set(smtp.mails.map(({ to }) => to)).size).toBe(50)
    expect(smtp.mails).toHaveLength(50)
  })

  it('sends a mail again that was dropped in the middle', async () => {
    let drops = 1
    smtp.faults.dropData = () => drops-- > 0
    await queueMail('ada@example.org')
    await sendDue()
    expect((await rows())[0]).toMatchObject({ status: 'waiting', tries: 1 })
    await makeDue()
    await sendDue()
    expect(smtp.mails).toHaveLength(1)
    expect((await rows())[0]?.status).toBe('sent')
  })

  it.each([
    ['has no TLS', {}, '?tls=required', 'TLS'],
    ['has a certificate that nobody knows', { disabledCommands: [] }, '?tls=required', 'certif'],
    ['refuses the password', { authOptional: false }, '', '535'],
  ])('loses nothing while the server %s', async (_, options, query, words) => {
    const strict = await startSmtp(
      {},
      {
        ...makeCertificate(['mail.example.com']),
        ...options,
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(new Error('Bad credentials')),
      },
    )
    useSmtp(`smtp://me:secret@127.0.0.1:${strict.port}${query}`)
    await queueMail('ada@example.org')
    await sendDue()
    const [row] = await rows()
    expect(row).toMatchObject({ status: 'waiting', tries: 1 })
    expect(row?.answer).toContain(words)
    expect(row?.answer).not.toContain('secret')
    expect(strict.mails).toEqual([])
    await strict.stop()
    closePool()
    useSmtp(smtp.url)
    await makeDue()
    await sendDue()
    expect(smtp.mails).toHaveLength(1)
  })
})
