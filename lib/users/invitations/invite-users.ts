import { denyAccess } from '#lib/audit/deny-access.ts'
import { toEventRow } from '#lib/audit/event.ts'
import { findLostRights } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db, isUniqueViolation } from '#lib/db/db.ts'
import { rowsInsert } from '#lib/db/rows-insert.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { mailInsertMany } from '#lib/mail/outbox.ts'
import { requireMail } from '#lib/mail/require-mail.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { doPart } from '#lib/runtime/event-loop.ts'
import { makeTickets } from '#lib/tickets/ticket.ts'
import type { Invitee } from './invitation-input.ts'
import type { InvitationResult, InvitationsAnswer } from './invitation-json.ts'
import { buildInvitationMessage, INVITATION_DAYS } from './invitation-message.ts'
import { type Fresh, judgeKnown, judgeRow, toRefusedResult } from './judge-invitations.ts'
import type { InvitedRow } from './read-invited-csv.ts'

/** How long an invitation can be accepted, in milliseconds. */
export const INVITATION_LIFETIME_MS = INVITATION_DAYS * 24 * 60 * 60 * 1000

/** How many people one transaction invites, because all other writes wait for it. */
const BATCH_SIZE = 50
/** How often a batch is tried where others invite the same people at the same time. */
const MAX_TRIES = 10

/** Whose ticket an invitation is: one of each address. */
export const nameInvited = (emailKey: string) => `invited ${emailKey}`

/**
 * Invites people by mail, each row by itself. Somebody who was invited before gets another mail, which voids the earlier
 * one, but not within an hour for the same invitation: so a request can be repeated after an interruption. A viewer who is
 * signed out, disabled or demoted in the course of it invites nobody from then on.
 * @throws Problem 401 (`step_up_required`, `token_invalid`), 403 `insufficient_role`, 404 `mail_not_set_up`.
 */
export async function inviteUsers(
  viewer: Viewer,
  invitedRows: readonly InvitedRow[],
): Promise<Omit<InvitationsAnswer, 'ignored'>> {
  requireInviter(viewer)
  requireProof(viewer, 'invitation_send')
  requireMail()
  const rows: InvitationResult[] = []
  const seen = new Map<string, number>()
  for (let from = 0; from < invitedRows.length; from += BATCH_SIZE) {
    const batch = invitedRows.slice(from, from + BATCH_SIZE)
    const results = await doPart(async () => {
      const lost = await findLostRights(viewer)
      if (lost && from === 0) throw lost
      return lost ? batch.map(row => toRefusedResult(row, lost)) : inviteBatch(viewer, batch, seen)
    })
    rows.push(...results)
  }
  wakeSender()
  const count = (kind: InvitationResult['result']) =>
    rows.filter(({ result }) => result === kind).length
  return {
    queued: count('queued'),
    renewed: count('renewed'),
    skipped: count('skipped'),
    failed: count('failed'),
    rows,
  }
}

/** Lets administrators pass. @throws Problem 403 `insufficient_role`, which is audited. */
export function requireInviter(viewer: Viewer): void {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'invitation_send')
}

async function inviteBatch(
  viewer: Viewer,
  batch: readonly InvitedRow[],
  seen: Map<string, number>,
): Promise<InvitationResult[]> {
  const judged = batch.map(row => judgeRow(row, seen))
  const invitees = judged.filter(one => 'emailKey' in one)
  const results = judged.filter(one => 'result' in one)
  for (let left = MAX_TRIES - 1; ; left--) {
    const known = await judgeKnown(invitees)
    const fresh = known.filter(one => 'invitee' in one)
    try {
      await writeInvitations(viewer, fresh)
    } catch (error) {
      // Somebody else has invited one of them since the look.
      if (left > 0 && isUniqueViolation(error)) continue
      throw error
    }
    const sent = fresh.map(({ invitee: { row, email }, result }) => ({ row, email, result }))
    const others = known.filter(one => 'row' in one)
    return [...results, ...others, ...sent].toSorted((a, b) => a.row - b.row)
  }
}

/** Writes invitations, their tickets, mails and audit events in one transaction: six statements for any number. */
async function writeInvitations(viewer: Viewer, fresh: readonly Fresh[]): Promise<void> {
  if (fresh.length === 0) return
  // In the order of their keys, so that two requests for the same people never deadlock.
  const sorted = fresh
    .map(({ invitee }) => invitee)
    .toSorted((a, b) => (a.emailKey < b.emailKey ? -1 : 1))
  // Only what was looked at: what somebody else has written since violates the unique key.
  const replaced = fresh.flatMap(({ replaces }) => replaces ?? [])
  const tickets = makeTickets(
    { kind: 'invitation', lifetimeMs: INVITATION_LIFETIME_MS },
    sorted.map(({ email, emailKey }) => ({ holder: nameInvited(emailKey), email })),
  )
  const mails = sorted.map(({ email }, i) => {
    const given = tickets.given[i] as { secret: string; code: string }
    return { to: email, message: buildInvitationMessage(viewer.name, given) }
  })
  await db().$transaction([
    db().invitation.deleteMany({ where: { id: { in: replaced } } }),
    invitationsInsert(viewer, sorted),
    ...tickets.inserts,
    mailInsertMany(mails),
    eventsInsert(viewer, sorted),
  ])
}

function invitationsInsert(viewer: Viewer, invitees: readonly Invitee[]) {
  const now = new Date()
  const shared = {
    inviterId: viewer.id,
    inviterUid: viewer.uid,
    createdAt: now,
    sentAt: now,
    expiresAt: new Date(+now + INVITATION_LIFETIME_MS),
  }
  const rows = invitees.map(({ email, emailKey, name, role }) => ({ email, emailKey, name, role }))
  return rowsInsert('Invitation', shared, rows)
}

function eventsInsert(viewer: Viewer, invitees: readonly Invitee[]) {
  const event = toEventRow({ action: 'invitation_send', result: 'ok', actor: viewer })
  const { targetUid: _, detail: __, ...shared } = event
  const rows = invitees.map(({ email, role }) => ({
    targetUid: email,
    detail: JSON.stringify(role === null ? {} : { role }),
  }))
  return rowsInsert('AuditEvent', shared, rows)
}
