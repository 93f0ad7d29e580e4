import type { InvitationResult } from '#lib/users/invitations/invitation-json.ts'

/** How many rows that failed are shown, and kept in the box to be corrected. */
const MAX_SHOWN = 100

/** What came of a number of rows. */
export type Outcome = { done: string; failed: { row: number; email: string; why: string }[] }

/** Words what came of a number of rows. */
export function describeOutcome(rows: readonly InvitationResult[]): Outcome {
  const count = (code: (row: InvitationResult) => boolean) => rows.filter(code).length
  const sent = count(({ result }) => result === 'queued' || result === 'renewed')
  const users = count(({ code, result }) => result === 'skipped' && code === 'email_taken')
  const invited = count(({ code }) => code === 'invited_already')
  const failed = rows.filter(({ result }) => result === 'failed')
  const sentences = [
    sent === 1 ? '1 invitation is on its way.' : `${format(sent)} invitations are on their way.`,
    users > 0 &&
      `${format(users)} of these addresses ${users === 1 ? 'belongs' : 'belong'} to users already.`,
    invited > 0 &&
      `${format(invited)} ${invited === 1 ? 'was' : 'were'} invited within the last hour already.`,
    failed.length > 0 && `${format(failed.length)} could not be invited.`,
  ]
  return {
    done: sentences.filter(Boolean).join(' '),
    failed: failed.slice(0, MAX_SHOWN).map(({ row, email, errors }) => ({
      row,
      email,
      why: errors?.map(({ message }) => message).join(' ') ?? '',
    })),
  }
}

/** The addresses that failed, one a line, to be corrected. */
export function listAgain(failed: Outcome['failed']): string {
  return failed
    .map(({ email }) => email)
    .filter(Boolean)
    .join('\n')
}

const format = (count: number) => count.toLocaleString('en')
