import { db } from '#lib/db/db.ts'
import { Problem } from '#lib/http/problem.ts'
import { foldAddress } from '#lib/mail/address.ts'
import { findStops } from '#lib/mail/stops.ts'
import { type Invitee, readInvitee } from './invitation-input.ts'
import type { InvitationResult } from './invitation-json.ts'
import type { InvitedRow } from './read-invited-csv.ts'

/** How long who was invited as a row says is not mailed again, in milliseconds: a request can be sent again. */
const REPEAT_PAUSE_MS = 60 * 60 * 1000

/** Somebody to be mailed, whether that voids an earlier mail, and the invitation whose place it takes. */
export type Fresh = { invitee: Invitee; result: 'queued' | 'renewed'; replaces: number | null }
type Judged = Fresh | InvitationResult

/** Judges a row by itself; `seen` has the addresses of the rows before, and gets this one's. */
export function judgeRow(row: InvitedRow, seen: Map<string, number>): Invitee | InvitationResult {
  if ('refused' in row) return { row: row.row, email: '', result: 'failed', ...row.refused }
  try {
    const invitee = readInvitee(row)
    const first = seen.get(invitee.emailKey)
    if (first !== undefined) return refuseRepeated(invitee, first)
    seen.set(invitee.emailKey, row.row)
    return invitee
  } catch (error) {
    return toRefusedResult(row, error)
  }
}

/** Judges rows by what is known of their addresses: three queries for any number of them. */
export async function judgeKnown(invitees: readonly Invitee[]): Promise<Judged[]> {
  const keys = invitees.map(({ emailKey }) => emailKey)
  const [users, stops, invitations] = await Promise.all([
    db().user.findMany({
      where: { verifiedEmailKey: { in: keys } },
      select: { verifiedEmailKey: true },
    }),
    findStops(invitees.map(({ email }) => email)),
    db().invitation.findMany({ where: { emailKey: { in: keys } } }),
  ])
  const taken = new Set(users.map(({ verifiedEmailKey }) => verifiedEmailKey))
  const known = new Map(invitations.map(one => [one.emailKey, one]))
  const recent = Date.now() - REPEAT_PAUSE_MS
  return invitees.map(invitee => {
    const { row, email, emailKey } = invitee
    const answer = stops.get(foldAddress(email))
    if (taken.has(emailKey)) return { row, email, result: 'skipped', code: 'email_taken' }
    if (answer !== undefined) return refuseStopped(invitee, answer)
    const before = known.get(emailKey)
    if (!before || before.acceptedAt) {
      return { invitee, result: 'queued', replaces: before?.id ?? null }
    }
    const isSame = before.name === invitee.name && before.role === invitee.role
    if (isSame && +before.sentAt > recent) {
      return { row, email, result: 'skipped', code: 'invited_already' }
    }
    return { invitee, result: 'renewed', replaces: before.id }
  })
}

/** The result for a row that a Problem has refused. @throws any other error. */
export function toRefusedResult(row: InvitedRow | Invitee, error: unknown): InvitationResult {
  if (!(error instanceof Problem)) throw error
  const { code, errors = [{ path: '', message: error.message }] } = error
  return { row: row.row, email: readEmail(row), result: 'failed', code, errors }
}

function readEmail(row: InvitedRow | Invitee): string {
  const email = 'values' in row ? row.values.email : 'email' in row ? row.email : ''
  return typeof email === 'string' ? email.slice(0, 100) : ''
}

function refuseRepeated({ row, email }: Invitee, first: number): InvitationResult {
  const message = `The address ${email} is already in row ${first}.`
  const errors = [{ path: 'email', message }]
  return { row, email, result: 'failed', code: 'email_repeated', errors }
}

function refuseStopped({ row, email }: Invitee, answer: string): InvitationResult {
  const message = `Nothing is sent to ${email} since a mail server refused it: ${answer}`
  const errors = [{ path: 'email', message }]
  return { row, email, result: 'failed', code: 'mail_stopped', errors }
}
