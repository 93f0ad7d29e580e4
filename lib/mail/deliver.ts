import { setTimeout as wait } from 'node:timers/promises'
import { logError, logInfo } from '#lib/runtime/log.ts'
import { tellOfBounces } from './bounce-notice.ts'
import { type Failure, judgeFailure } from './judge-failure.ts'
import type { LeasedMail } from './lease.ts'
import { noteFailure, noteSent } from './note-outcome.ts'
import { findStop, stopAddress } from './stops.ts'
import { sendMail } from './transport.ts'

/** A mail that was sent and is not noted as sent would be sent again. */
const MAX_NOTING_TRIES = 20
const NOTING_PAUSE_MS = 2000

const UNREADABLE = 'Its words cannot be read: SECRET_KEY is another one than when it was written.'

/** Sends a mail and notes what came of it. @returns what failed, or `sent`. */
export async function deliverMail(mail: LeasedMail): Promise<Failure['scope'] | 'sent'> {
  const failure = await tryToSend(mail)
  if (failure === null) return 'sent'
  const { kind, messageId } = mail
  const { scope, answer } = failure
  logError('mail not sent', answer, { kind, messageId, scope })
  await persist(() => noteFailure(mail, failure))
  if (scope === 'address') {
    await persist(() => stopAddress(mail, answer))
    await persist(() => tellOfBounces())
  }
  return scope
}

async function tryToSend(mail: LeasedMail): Promise<Failure | null> {
  const { message, kind, messageId } = mail
  if (message === null) return { scope: 'refused', answer: UNREADABLE }
  const stop = await findStop(mail.addressKey)
  if (stop) {
    return { scope: 'refused', answer: `Nothing is sent to this address since: ${stop.answer}` }
  }
  let answer: string
  try {
    answer = await sendMail(mail, message)
  } catch (error) {
    return judgeFailure(error)
  }
  await persist(() => noteSent(mail, answer))
  logInfo('mail sent', { kind, messageId })
  return null
}

async function persist(note: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await note()
    } catch (error) {
      logError('mail not noted', error)
      if (tries === MAX_NOTING_TRIES) return
      await wait(NOTING_PAUSE_MS, undefined, { ref: false })
    }
  }
}
