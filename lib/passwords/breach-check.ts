import { createHash } from 'node:crypto'
import type { Person } from '#lib/audit/event.ts'
import { recordEvent } from '#lib/audit/record-event.ts'
import { env } from '#lib/env/env.ts'
import { refusedPassword } from './rules.ts'

/** How long the service may take. Without its answer the password passes. */
const LOOKUP_TIMEOUT_MS = 1000

type Finding = 'found' | 'clear' | 'unreachable'

/**
 * With BREACH_CHECK=1, refuses a password that is known from a breach (ASVS v5.0.0-6.2.12). Only five digits of its
 * SHA-1 leave this server (k-anonymity), and the answer is padded so that its length tells nothing.
 * @param actor who chooses the password; null for somebody who is not signed in.
 * @throws Problem 400 for the field `password`.
 */
export async function requireUnbreached(password: string, actor: Person | null): Promise<void> {
  if (!env().breachCheck) return
  const finding = await lookUpPassword(password)
  const result = finding === 'found' ? 'refused' : 'ok'
  await recordEvent({ action: 'breach_check', result, actor, detail: { finding } })
  if (finding === 'found') {
    throw refusedPassword(
      'This password was stolen somewhere else and is on the lists of guessers. Choose another one.',
    )
  }
}

async function lookUpPassword(password: string): Promise<Finding> {
  const digest = createHash('sha1').update(password.normalize('NFC')).digest('hex').toUpperCase()
  try {
    const answer = await fetch(new URL(`/range/${digest.slice(0, 5)}`, env().breachUrl), {
      headers: { 'Add-Padding': 'true' },
      redirect: 'error',
      signal: AbortSignal.timeout(LOOKUP_TIMEOUT_MS),
    })
    if (!answer.ok) return 'unreachable'
    return isListed(digest.slice(5), await answer.text()) ? 'found' : 'clear'
  } catch {
    return 'unreachable'
  }
}

/** Whether `lines`, each of which is `SUFFIX:COUNT`, list the suffix. Padding has a count of 0. */
function isListed(suffix: string, lines: string): boolean {
  return lines.split(/\r?\n/).some(line => {
    const [listed, count] = line.split(':')
    return listed === suffix && Number(count) > 0
  })
}
