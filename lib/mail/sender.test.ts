import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { setKeepAwake } from '#lib/runtime/keep-awake.ts'
import { makeCertificate } from '../../e2e/fixtures/certificate.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { mailInsert, mailInsertMany } from './outbox.ts'
import { sendDue, wakeSender } from './sender.ts'
import { closePool } from './transport.ts'

const message = {
  kind: 'test',
  subject: 'A subject',
  title: 'A title',
  paragraphs: ['A paragraph.'],
  reason: 'Because this is a test.',
}

describe.each(engines)('the sender on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())
  beforeEach(async () => {
    collectLog()
    await db().mail.deleteMany()
    await db().mailStop.deleteMany()
    smtp = await startSmtp()
    useSmtp(smtp.url)
  })
  afterEach(async () => {
    closePool()
    forgetInstances('mail')
    await smtp.stop()
  })

  const rows = () => db().mail.findMany({ orderBy: { id: 'asc' } })
  /** As after a pause: everything is due, and this process may send. */
  const makeDue = async () => {
    forgetInstances('mailSender')
    await db().mail.updateMany({ data: { dueAt: new Date() } })
  }

  it('sends what was put into the outbox, once, and erases its words', async () => {
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
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
    const many = Array.from({ length: 100 }, (_, i) => ({ to: `u${i}@example.org`, message }))
    await db().$transaction([mailInsertMany(many)])
    await db().$transaction([mailInsert({ to: 'first@example.org', message })])
    smtp.faults.delayMs = 2
    await sendDue()
    expect(smtp.mails).toHaveLength(101)
    expect(smtp.mails.slice(0, 4).map(({ to }) => to)).toContain('first@example.org')
    expect(smtp.busy.most).toBeGreaterThan(1)
    expect(smtp.busy.most).toBeLessThanOrEqual(4)
  })

  it('tries again after 30 seconds where the server says later, with the same Message-ID', async () => {
    smtp.faults.refuse = () => ({ code: 451, text: '4.7.1 Greylisted, try again later' })
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
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

  it('sends in the background, without anybody waiting', async () => {
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
    wakeSender()
    expect(smtp.mails).toEqual([])
    await expect.poll(async () => (await rows())[0]?.status, { timeout: 10_000 }).toBe('sent')
  })

  it('says once that the database fails, and goes on when it is back', async () => {
    const lines = collectLog()
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
    await db().$executeRawUnsafe('ALTER TABLE "Mail" RENAME TO "MailAway"')
    await sendDue()
    await sendDue()
    await db().$executeRawUnsafe('ALTER TABLE "MailAway" RENAME TO "Mail"')
    expect(lines().map(line => line.message)).toEqual(['outbox not read'])
    await makeDue()
    await sendDue()
    expect(smtp.mails).toHaveLength(1)
  })

  it('keeps a function awake that has answered, until the mail is sent', async () => {
    const works: Promise<unknown>[] = []
    setKeepAwake(work => works.push(work))
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
    wakeSender()
    expect(works).toHaveLength(1)
    await works[0]
    expect(smtp.mails).toHaveLength(1)
    forgetInstances('keep-awake')
  })

  it('gives up after a day, and keeps the answer and the words', async () => {
    smtp.faults.refuse = () => ({ code: 451, text: '4.7.1 Later' })
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
    await db().mail.updateMany({ data: { tries: 29 } })
    await sendDue()
    const [row] = await rows()
    expect(row).toMatchObject({ status: 'failed', answer: expect.stringContaining('451') })
    expect(row?.content).not.toBe('')
  })

  it('stops an address that does not exist, and sends nothing more to it', async () => {
    smtp.faults.refuse = address =>
      address.startsWith('gone') ? { code: 550, text: '5.1.1 No such user' } : null
    await db().$transaction([
      mailInsert({ to: 'gone@example.org', message }),
      mailInsert({ to: 'ada@example.org', message }),
    ])
    await sendDue()
    expect((await rows()).map(({ status }) => status)).toEqual(['failed', 'sent'])
    const event = await db().auditEvent.findFirst({ where: { action: 'mail_stop' } })
    expect(event).toMatchObject({ targetUid: 'gone@example.org' })
    smtp.faults.refuse = () => null
    await db().$transaction([mailInsert({ to: 'Gone@example.org', message })])
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
    const many = Array.from({ length: 50 }, (_, i) => ({ to: `u${i}@example.org`, message }))
    await db().$transaction([mailInsertMany(many)])
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
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
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
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
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
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
    await sendDue()
    expect(tls.mails).toHaveLength(1)
    expect(names).toEqual(['me@example.org:p/w:true'])
    await tls.stop()
  })

  it('a server that is slow with one mail does not hold up the others', async () => {
    smtp.faults.slow = address => (address.startsWith('slow') ? 1500 : 0)
    await db().$transaction([mailInsert({ to: 'slow@example.org', message })])
    const many = Array.from({ length: 30 }, (_, i) => ({ to: `u${i}@example.org`, message }))
    await db().$transaction([mailInsertMany(many)])
    await sendDue()
    expect(smtp.mails).toHaveLength(31)
    expect(smtp.mails.at(-1)?.to).toBe('slow@example.org')
  })
})
