import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { type Child, startChild } from '../../e2e/fixtures/child.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startSmtp } from '../../e2e/fixtures/smtp.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { queueMails } from './outbox.fixture.ts'

const SENDER = new URL('../../e2e/fixtures/send-outbox.ts', import.meta.url).pathname
/** Connections of a process: so many mails are under way when it is killed. */
const CONNECTIONS = 4
/** `OUTBOX_KILLS=100` for a longer run. */
const KILLS = Number(process.env.OUTBOX_KILLS ?? 5)
/** Processes that start take as long as the machine is busy. */
const TIMEOUT_MS = 120_000 + KILLS * 15_000

describe.each(engines)('processes that send one outbox on %s', { timeout: TIMEOUT_MS }, engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())
  beforeEach(async () => {
    await db().mail.deleteMany()
    smtp = await startSmtp({ delayMs: 5 })
    return smtp.stop
  })

  const startSending = (): Promise<Child> => {
    const { databaseUrl, secretKeys } = env()
    const variables = {
      DATABASE_URL: databaseUrl,
      SECRET_KEY: secretKeys.join(','),
      SMTP_URL: smtp.url,
      MAIL_FROM: 'no-reply@example.com',
    }
    return startChild([SENDER], variables, async () => true)
  }
  const countWaiting = () => db().mail.count({ where: { status: 'waiting' } })
  /** As if the lease of whoever was killed had ended. */
  const endLeases = () =>
    db().mail.updateMany({ where: { status: 'waiting' }, data: { dueAt: new Date() } })
  const tally = () => {
    const ids = new Map<string, Set<string>>()
    for (const { to, messageId } of smtp.mails) {
      ids.set(to, (ids.get(to) ?? new Set()).add(messageId))
    }
    return ids
  }

  it('each mail is sent once, by one of them', async () => {
    // Whoever is first has to leave some to the other, which may take seconds to start and to look.
    smtp.faults.slow = () => (smtp.busy.most > CONNECTIONS ? 5 : 500)
    await queueMails(200)
    const children = await Promise.all([startSending(), startSending()])
    await expect.poll(countWaiting, { timeout: 60_000 }).toBe(0)
    await Promise.all(children.map(child => child.stop()))
    expect(smtp.mails).toHaveLength(200)
    expect(tally().size).toBe(200)
    const sent = children.map(child => child.output().match(/mail sent/g)?.length ?? 0)
    expect(sent.reduce((sum, count) => sum + count)).toBe(200)
    expect(Math.min(...sent)).toBeGreaterThan(0)
  })

  it(`kill -9, ${KILLS} times, loses none, and repeats at most what was under way`, async () => {
    await queueMails(KILLS * 20)
    for (let kill = 0; kill < KILLS; kill++) {
      const before = smtp.mails.length
      const child = await startSending()
      await expect.poll(() => smtp.mails.length, { interval: 5 }).toBeGreaterThan(before + 4)
      process.kill(child.pid, 'SIGKILL')
      await child.stop()
      await endLeases()
    }
    const last = await startSending()
    await expect.poll(countWaiting, { timeout: 60_000 }).toBe(0)
    await last.stop()
    const ids = tally()
    expect(ids.size).toBe(KILLS * 20)
    expect(Math.max(...[...ids.values()].map(({ size }) => size))).toBe(1)
    const repeated = smtp.mails.length - ids.size
    expect(repeated).toBeLessThanOrEqual(KILLS * CONNECTIONS)
    process.stdout.write(`${engine}: ${KILLS} kills, ${repeated} mails repeated\n`)
  })

  it('a stop lets what is under way end, gives back the rest, and repeats nothing', async () => {
    smtp.faults.delayMs = 200
    await queueMails(40)
    const child = await startSending()
    await expect.poll(() => smtp.mails.length).toBeGreaterThan(3)
    await child.stop()
    const due = { status: 'waiting', dueAt: { lte: new Date() } }
    const waiting = await db().mail.count({ where: due })
    expect(waiting).toBe(40 - smtp.mails.length)
    expect(waiting).toBeGreaterThan(0)
    smtp.faults.delayMs = 0
    const next = await startSending()
    await expect.poll(countWaiting, { timeout: 60_000 }).toBe(0)
    await next.stop()
    expect(smtp.mails).toHaveLength(40)
  })
})
