import { db } from '#lib/db/db.ts'
import { incrementMetric } from '#lib/metrics/tally.ts'
import type { Failure } from './judge-failure.ts'
import type { LeasedMail } from './lease.ts'

/** How often a mail is tried: with these pauses, for a day. */
const MAX_TRIES = 30
/** The pause after the first failure. It doubles after each, up to the longest. */
const FIRST_PAUSE_MS = 30_000
const MAX_PAUSE_MS = 60 * 60_000

/** Notes that a mail was sent, and erases its words. Another process that has it in hand notes nothing any more. */
export async function noteSent({ id, kind }: LeasedMail, answer: string): Promise<void> {
  const now = new Date()
  await db().mail.updateMany({
    where: { id, status: 'waiting' },
    data: {
      status: 'sent',
      content: '',
      answer,
      endedAt: now,
      lease: '',
      tries: { increment: 1 },
    },
  })
  incrementMetric('latchkey_mails_total', [kind, 'sent'])
}

/** Notes that a mail was not sent: it is tried again after a pause, or kept as failed. */
export async function noteFailure(mail: LeasedMail, failure: Failure): Promise<void> {
  const { id, lease, kind } = mail
  const now = Date.now()
  const held = { id, lease, status: 'waiting' }
  if (isFinal(mail, failure)) {
    const ended = {
      status: 'failed',
      answer: failure.answer,
      endedAt: new Date(now),
      lease: '',
      tries: { increment: 1 },
    }
    await db().mail.updateMany({ where: held, data: ended })
    incrementMetric('latchkey_mails_total', [kind, 'failed'])
    return
  }
  const dueAt = new Date(now + computePauseMs(mail.tries))
  const waiting = { answer: failure.answer, dueAt, lease: '', tries: { increment: 1 } }
  await db().mail.updateMany({ where: held, data: waiting })
  incrementMetric('latchkey_mails_total', [kind, 'delayed'])
}

/** How long a mail waits that has failed `tries` times before. */
function computePauseMs(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** tries, MAX_PAUSE_MS)
}

function isFinal({ tries }: LeasedMail, { scope }: Failure): boolean {
  return scope === 'address' || scope === 'refused' || tries + 1 >= MAX_TRIES
}
