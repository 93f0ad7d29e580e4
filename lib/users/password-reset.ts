import { randomUUID } from 'node:crypto'
import { denyAccess } from '#lib/audit/deny-access.ts'
import { auditInsert, recordEvent } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { giveBackAttempt, takeAttempt } from '#lib/limits/rate-limit.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { noticeInserts } from '#lib/notices/notice.ts'
import { requireUnbreached } from '#lib/passwords/breach-check.ts'
import { hashPassword } from '#lib/passwords/password.ts'
import { type Owner, requireGoodPassword } from '#lib/passwords/rules.ts'
import { sessionEnd } from '#lib/sessions/end-sessions.ts'
import { findRecipient } from '#lib/sign-in/find-recipient.ts'
import {
  findTicketBySecret,
  mailedTicketsVoid,
  makeTicket,
  nameHolder,
  ticketSpend,
} from '#lib/tickets/ticket.ts'
import { findTicketByCode } from '#lib/tickets/try-code.ts'
import type { ResetKey, ResetLink } from './password-reset-json.ts'
import { findUser, type Target } from './store.ts'

const LIFETIME_MS = 24 * 60 * 60 * 1000

/**
 * Makes a one-time link with which `target` chooses a new password within 24 hours. It replaces earlier links. The
 * secret has 256 random bits, and only a MAC of it is stored (ASVS v5.0.0-6.4.1). It stands after the `#`, which
 * browsers never send, so that it is in no log and no `Referer` (14.2.1).
 * @throws Problem 401 `step_up_required`, 403 if the viewer is not an administrator, 404, 409 (`own_account`,
 *   `user_disabled`).
 */
export async function createPasswordReset(viewer: Viewer, target: Target): Promise<ResetLink> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'password_reset_link')
  requireProof(viewer, 'password_reset_link')
  const user = await findUser(target)
  if (user.id === viewer.id) {
    const message = 'Use your account page to change your own password.'
    throw new Problem(409, 'own_account', message)
  }
  if (user.disabled) {
    throw new Problem(409, 'user_disabled', `${user.uid} is disabled. Enable them first.`)
  }
  const { secret, expiresAt, insert } = makeTicket({
    kind: 'password_reset',
    holder: nameHolder(user.id),
    userId: user.id,
    lifetimeMs: LIFETIME_MS,
  })
  await db().$transaction([
    insert,
    auditInsert({ action: 'password_reset_link', result: 'ok', actor: viewer, target: user }),
  ])
  return { url: `${env().publicUrl.origin}/reset#${secret}`, expiresAt: expiresAt.toISOString() }
}

/**
 * Finds the user whose password the link or the code of a mail sets.
 * @param address the client's, because tries with void links and wrong codes are limited per address.
 * @throws Problem 404 `reset_void`, whose message says why, 429 `limited`.
 */
export async function findPasswordReset(
  key: ResetKey,
  address: string,
): Promise<Owner & { userId: number; ticketId: string; verifiedEmailKey: string | null }> {
  await takeAttempt('passwordReset', address)
  const reset = 'token' in key ? await findByLink(key.token) : await findByCode(key)
  const user = reset?.user ?? null
  if (reset?.usedAt) {
    throw refuseReset('has already been used. If that was not you, tell an administrator', user)
  }
  if (reset && +reset.expiresAt <= Date.now()) throw refuseReset('is too old', user)
  // A password that was set after the link was made voids the link.
  const changedAt = user?.password?.updatedAt ?? new Date(0)
  if (!reset || !user || user.disabled || changedAt > reset.createdAt) {
    throw refuseReset('is incomplete, or a newer link or password has replaced it', user)
  }
  await giveBackAttempt('passwordReset', address)
  const { uid, name, email, verifiedEmailKey } = user
  return { userId: user.id, ticketId: reset.id, uid, name, email, verifiedEmailKey }
}

/**
 * Sets a new password by a link or a code, which works once: of parallel uses one succeeds. Ends every session of the
 * user (ASVS v5.0.0-7.4.3), and voids what was mailed to them.
 * @param address the client's, as for `findPasswordReset`.
 * @throws Problem 400 for a password that is easy to guess, 404 `reset_void`, 429 `limited`, 503 `hash_queue_full`.
 */
export async function spendPasswordReset(
  key: ResetKey,
  password: string,
  address: string,
): Promise<{ uid: string }> {
  const { userId, ticketId, verifiedEmailKey, ...owner } = await findPasswordReset(key, address)
  const { uid } = owner
  await requireGoodPassword(password, owner)
  await requireUnbreached(password, { id: userId, uid })
  const hash = await hashPassword(password)
  const now = new Date()
  try {
    await db().$transaction([
      ticketSpend(ticketId, now),
      mailedTicketsVoid(userId, ticketId),
      // A sign-in that has just accepted the old password finds another version, and is judged again.
      db().user.update({
        where: { id: userId },
        data: { version: randomUUID() },
        select: { id: true },
      }),
      db().password.upsert({ where: { userId }, create: { userId, hash }, update: { hash } }),
      sessionEnd({ userId }, now),
      ...noticeInserts('password', {
        id: userId,
        uid,
        email: owner.email ?? null,
        verifiedEmailKey,
      }),
      auditInsert({
        action: 'password_reset',
        result: 'ok',
        actor: null,
        target: { id: userId, uid },
      }),
    ])
  } catch (error) {
    if (!isMissingRow(error)) throw error
    throw refuseReset('has just been used or replaced', { id: userId, uid })
  }
  wakeSender()
  return { uid }
}

function findByLink(token: string) {
  return awaitInTime(findTicketBySecret('password_reset', token))
}

async function findByCode({ identifier, code }: { identifier: string; code: string }) {
  const { holder, user } = await findRecipient(identifier)
  const reset = await findTicketByCode('password_reset', { holder }, code)
  if (!reset) throw refuseCode(user)
  return reset
}

function refuseCode(target: { id: number; uid: string } | null): Problem {
  void recordEvent({ action: 'password_reset', result: 'refused', actor: null, target })
  const message = 'This code is wrong, or no longer valid. Check it, or ask for another mail.'
  return new Problem(404, 'reset_void', message, { errors: [{ path: 'code', message }] })
}

function refuseReset(cause: string, target: { id: number; uid: string } | null): Problem {
  void recordEvent({ action: 'password_reset', result: 'refused', actor: null, target })
  return new Problem(404, 'reset_void', `This link ${cause}. Ask for a new one.`)
}
