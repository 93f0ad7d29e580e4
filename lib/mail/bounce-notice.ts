import { db, isUniqueViolation } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { onceInsert } from '#lib/tickets/seen-once.ts'
import { foldAddress } from './address.ts'
import type { Message } from './message.ts'
import { mailInsert } from './outbox.ts'
import { findStops } from './stops.ts'

const HOUR_MS = 60 * 60 * 1000
/** How many administrators are told, those who signed in last. */
const MAX_TOLD = 50

/**
 * Has administrators told at the end of this hour that addresses were refused for good: by one mail, however many they
 * are, and by however many processes. Nobody is told at an address that is stopped itself, so that this comes to an end
 * where the mail to an administrator is refused.
 */
export async function tellOfBounces(now = Date.now()): Promise<void> {
  if (!env().notices.includes('bounce')) return
  const told = await listTold()
  if (told.length === 0) return
  const hour = Math.floor(now / HOUR_MS)
  const dueAt = new Date((hour + 1) * HOUR_MS)
  const message = buildBounceNotice()
  try {
    await db().$transaction([
      // Kept beyond the hour, as the clocks of servers differ.
      onceInsert('bounce-notice', [String(hour)], new Date(+dueAt + HOUR_MS)),
      ...told.map(({ id, email }) => mailInsert({ to: email, userId: id, message, dueAt })),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
}

async function listTold(): Promise<{ id: number; email: string }[]> {
  const rows = await db().user.findMany({
    where: { role: 'Admin', disabled: false, verifiedEmailKey: { not: null } },
    orderBy: [{ lastSignInAt: 'desc' }, { id: 'asc' }],
    take: MAX_TOLD,
    select: { id: true, email: true },
  })
  const known = rows.flatMap(({ id, email }) => (email === null ? [] : { id, email }))
  const stops = await findStops(known.map(({ email }) => email))
  return known.filter(({ email }) => !stops.has(foldAddress(email)))
}

/** Tells an administrator that addresses were refused; which, the outbox says. */
export function buildBounceNotice(): Message {
  const { siteName, publicUrl } = env()
  return {
    kind: 'notice_bounce',
    subject: 'Mails were refused for good',
    title: 'Mails were refused for good',
    paragraphs: [
      `In the last hour a mail server has said that an address does not exist to which ${siteName} has sent a mail. Nothing more is sent to such an address until an administrator allows it.`,
      'The outbox has the addresses, and what the server said.',
    ],
    button: { label: 'Open the outbox', url: `${publicUrl.origin}/outbox` },
    reason: 'You are an administrator. Such a mail comes at most once an hour.',
  }
}
