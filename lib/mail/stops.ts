import { denyAccess } from '#lib/audit/deny-access.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { foldAddress } from './address.ts'
import type { LeasedMail } from './lease.ts'
import type { MailStopJson } from './mail-json.ts'

/** How many addresses the list shows: the newest. */
const MAX_LISTED_STOPS = 500

/** Stops mails to the address of `mail`, which a server has refused for good, and records it for administrators. */
export async function stopAddress(mail: LeasedMail, answer: string): Promise<void> {
  const { addressKey, address } = mail
  const stop = { address, answer, createdAt: new Date() }
  await db().$transaction([
    db().mailStop.upsert({
      where: { addressKey },
      create: { addressKey, ...stop },
      update: stop,
    }),
    auditInsert({
      action: 'mail_stop',
      result: 'ok',
      actor: null,
      target: { uid: address },
      detail: { kind: mail.kind, answer },
    }),
  ])
}

/** Why nothing is sent to an address; null where nothing stops it. */
export async function findStop(addressKey: string): Promise<{ answer: string } | null> {
  return db().mailStop.findUnique({ where: { addressKey }, select: { answer: true } })
}

/**
 * Which of these addresses nothing is sent to.
 * @returns what a server answered, by the address folded with {@link foldAddress}.
 */
export async function findStops(addresses: readonly string[]): Promise<Map<string, string>> {
  const rows = await db().mailStop.findMany({
    where: { addressKey: { in: addresses.map(foldAddress) } },
    select: { addressKey: true, answer: true },
  })
  return new Map(rows.map(({ addressKey, answer }) => [addressKey, answer]))
}

/**
 * Lists the addresses to which nothing is sent any more, the newest first.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function listStops(viewer: Viewer): Promise<MailStopJson[]> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'mail_view')
  const rows = await db().mailStop.findMany({
    orderBy: { createdAt: 'desc' },
    take: MAX_LISTED_STOPS,
  })
  return rows.map(({ address, answer, createdAt }) => ({
    address,
    answer,
    createdAt: createdAt.toISOString(),
  }))
}

/**
 * Allows mails to an address again. Mails that have failed stay so, until somebody tries them again.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_mail_stop`.
 */
export async function allowAddress(viewer: Viewer, address: string): Promise<void> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'mail_allow')
  requireProof(viewer, 'mail_allow')
  await unlessGone(
    db().$transaction([
      db().mailStop.delete({ where: { addressKey: foldAddress(address) } }),
      auditInsert({ action: 'mail_allow', result: 'ok', actor: viewer, target: { uid: address } }),
    ]),
    () => new Problem(404, 'unknown_mail_stop', 'Nothing stops mails to this address.'),
  )
}
