import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import type { startSmtp } from '../../e2e/fixtures/smtp.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { tellOfBounces } from './bounce-notice.ts'
import { queueMail, startOutbox, stopOutbox } from './outbox.fixture.ts'
import { sendDue } from './sender.ts'

const HOUR_MS = 60 * 60 * 1000

// The clock stands still, so that no hour ends between two refusals.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }))
afterAll(() => void vi.useRealTimers())

describe.each(engines)('administrators hear of refused addresses on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  beforeAll(async () => {
    stop = await startStore(engine)
    await db().user.deleteMany()
    const verified = { role: 'Admin', emailVerified: true }
    await addUser({ ...verified, email: 'ada@example.org' })
    await addUser({ ...verified, email: 'gone-admin@example.org' })
    await addUser({ ...verified, email: 'off@example.org', disabled: true })
    await addUser({ role: 'Admin', email: 'typed@example.org' })
    await addUser({ email: 'member@example.org', emailVerified: true })
  })
  beforeEach(async () => {
    await db().seenOnce.deleteMany()
    smtp = await startOutbox()
    smtp.faults.refuse = address =>
      address.startsWith('gone') ? { code: 550, text: '5.1.1 No such user' } : null
    env().notices = ['bounce']
  })
  afterEach(() => stopOutbox(smtp))
  afterAll(async () => {
    env().notices = []
    await stop()
  })

  const listNotices = async () => {
    const rows = await db().mail.findMany({
      where: { kind: 'notice_bounce' },
      orderBy: { address: 'asc' },
    })
    return rows.map(({ address, status }) => `${address} ${status}`)
  }
  const makeDue = () => db().mail.updateMany({ data: { dueAt: new Date() } })

  it('by one mail an hour, however many there are, at verified addresses', async () => {
    for (const name of ['gone1', 'gone2', 'ada']) await queueMail(`${name}@example.org`)
    await sendDue()
    expect(smtp.mails.map(({ to }) => to)).toEqual(['ada@example.org'])
    expect(await listNotices()).toEqual([
      'ada@example.org waiting',
      'gone-admin@example.org waiting',
    ])
    const { dueAt } = await db().mail.findFirstOrThrow({ where: { kind: 'notice_bounce' } })
    expect([+dueAt > Date.now(), +dueAt % HOUR_MS]).toEqual([true, 0])
    await makeDue()
    await sendDue()
    const { parsed } = smtp.mails.at(-1) ?? {}
    expect(parsed?.subject).toBe('Mails were refused for good')
    expect(parsed?.text).toContain('/outbox')
    expect(parsed?.text).not.toContain('gone1')
  })

  it('and not at an address that is refused itself: it comes to an end', async () => {
    await queueMail('gone1@example.org')
    await sendDue()
    await makeDue()
    await sendDue()
    expect(await listNotices()).toEqual(['ada@example.org sent', 'gone-admin@example.org failed'])
    await tellOfBounces(Date.now() + HOUR_MS)
    await makeDue()
    await sendDue()
    expect(await listNotices()).toEqual([
      'ada@example.org sent',
      'ada@example.org sent',
      'gone-admin@example.org failed',
    ])
  })

  it('once, of parallel refusals', async () => {
    await Promise.all(Array.from({ length: 10 }, () => tellOfBounces()))
    expect(await listNotices()).toHaveLength(2)
  })

  it('unless NOTICES leaves it out', async () => {
    env().notices = []
    await queueMail('gone1@example.org')
    await sendDue()
    expect(await listNotices()).toEqual([])
  })
})
