import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/db.ts'
import { openSealedText } from '#lib/runtime/seal.ts'
import type { Message } from './message.ts'

/** How long a mail belongs to the process that took it. It is renewed while the mail is under way. */
const LEASE_MS = 60_000

/** A mail that this process alone may send; `message` is null where SECRET_KEY opens it no more. */
export type LeasedMail = {
  id: number
  messageId: string
  lease: string
  kind: string
  address: string
  addressKey: string
  createdAt: Date
  tries: number
  message: Message | null
}

/** Takes up to `count` mails that are due. Of processes that try at once, one gets each (ASVS v5.0.0-15.4.2). */
export async function takeMails(count: number): Promise<LeasedMail[]> {
  const now = new Date()
  const due = { status: 'waiting', dueAt: { lte: now } }
  const found = await db().mail.findMany({
    where: due,
    orderBy: [{ priority: 'asc' }, { dueAt: 'asc' }],
    take: count,
    select: { id: true },
  })
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  const lease = randomUUID()
  await db().mail.updateMany({
    where: { id: { in: ids }, ...due },
    data: { lease, dueAt: new Date(+now + LEASE_MS) },
  })
  const rows = await db().mail.findMany({ where: { id: { in: ids }, lease } })
  return rows
    .map(row => ({ ...row, message: openContent(row) }))
    .toSorted((a, b) => a.priority - b.priority || a.id - b.id)
}

/** Goes on holding `mails` for another {@link LEASE_MS}. */
export async function renewLeases(mails: Iterable<LeasedMail>): Promise<void> {
  for (const [lease, ids] of groupByLease(mails)) {
    await db().mail.updateMany({
      where: { id: { in: ids }, lease, status: 'waiting' },
      data: { dueAt: new Date(Date.now() + LEASE_MS) },
    })
  }
}

/** Gives back `mails` that were not tried, so that any process may take them at once. */
export async function giveBackMails(mails: Iterable<LeasedMail>): Promise<void> {
  for (const [lease, ids] of groupByLease(mails)) {
    await db().mail.updateMany({
      where: { id: { in: ids }, lease, status: 'waiting' },
      data: { dueAt: new Date(), lease: '' },
    })
  }
}

function groupByLease(mails: Iterable<LeasedMail>): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const { lease, id } of mails) groups.set(lease, [...(groups.get(lease) ?? []), id])
  return groups
}

function openContent({ content, messageId }: { content: string; messageId: string }) {
  const text = openSealedText(content, 'mail', messageId)
  return text === null ? null : (JSON.parse(text) as Message)
}
