import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { dropMail, retryMail } from './change-mail.ts'
import { listMails } from './list-mails.ts'
import { queueMail, startOutbox, stopOutbox } from './outbox.fixture.ts'
import { deleteOldMails } from './retention.ts'
import { sendDue } from './sender.ts'
import { closePool } from './transport.ts'

const DAY_MS = 24 * 3_600_000

describe.each(engines)('mails of the outbox on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
  })
  afterAll(() => stop())
  beforeEach(async () => {
    smtp = await startOutbox()
  })
  afterEach(() => stopOutbox(smtp))

  const queue = (to: string) => queueMail(to, admin.id)
  const list = async () => (await listMails(admin, { to: '', limit: 10 })).mails

  it('a mail that was refused is sent when an administrator says so', async () => {
    smtp.faults.refuse = () => ({ code: 550, text: '5.1.1 No such user' })
    const id = await queue('ada@example.org')
    await sendDue()
    expect(await list()).toMatchObject([
      { id, status: 'failed', stopped: true, canRetry: true, user: admin.uid, tries: 1 },
    ])
    smtp.faults.refuse = () => null
    expect(await retryMail(admin, id)).toMatchObject({
      status: 'waiting',
      stopped: false,
      tries: 0,
    })
    await expect.poll(async () => (await list())[0]?.status).toBe('sent')
    expect(smtp.mails).toHaveLength(1)
    await expect(retryMail(admin, id)).rejects.toMatchObject({ code: 'mail_erased' })
  })

  it('a retry does not wait for the pause after a failure of the server', async () => {
    await smtp.stop()
    useSmtp(smtp.url)
    const id = await queue('ada@example.org')
    await sendDue()
    smtp = await startSmtp()
    useSmtp(smtp.url)
    closePool()
    await retryMail(admin, id)
    await expect.poll(async () => (await list())[0]?.status).toBe('sent')
  })

  it('a mail that was dropped is not sent', async () => {
    const id = await queue('ada@example.org')
    await dropMail(admin, id)
    await sendDue()
    expect(smtp.mails).toEqual([])
    await expect(dropMail(admin, id)).rejects.toMatchObject({ code: 'unknown_mail' })
  })

  it('needs an administrator with a fresh proof', async () => {
    const id = await queue('ada@example.org')
    const member = await addViewer()
    const stale = { ...admin, provenAt: new Date(Date.now() - 601_000) }
    for (const act of [retryMail, dropMail]) {
      await expect(act(member, id)).rejects.toMatchObject({ code: 'insufficient_role' })
      await expect(act(stale, id)).rejects.toMatchObject({ code: 'step_up_required' })
    }
    expect(await list()).toHaveLength(1)
  })

  it('is deleted 30 days after it ended, and never while it waits', async () => {
    await queue('old@example.org')
    await sendDue()
    await queue('waiting@example.org')
    const old = new Date(Date.now() - 31 * DAY_MS)
    await db().mail.updateMany({ data: { createdAt: old } })
    expect(await deleteOldMails()).toBe(0)
    await db().mail.updateMany({ where: { status: 'sent' }, data: { endedAt: old } })
    expect(await deleteOldMails()).toBe(1)
    expect((await list()).map(({ to }) => to)).toEqual(['waiting@example.org'])
  })
})
