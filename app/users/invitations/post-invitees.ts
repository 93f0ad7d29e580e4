import type { InvitationResult } from '#lib/users/invitations/invitation-json.ts'
import { requireSameViewer } from '../../forms/same-viewer.ts'

/** The pauses between tries. A piece may be sent twice: who has just been invited is skipped. */
const RETRY_DELAYS_MS = [1000, 4000, 10_000]

/**
 * Invites some people. @returns what came of each, or `step_up` if the password is asked for first.
 * @throws Error with a message that may be shown.
 */
export async function postInvitees(people: object[]): Promise<InvitationResult[] | 'step_up'> {
  const body = JSON.stringify(people)
  for (let tried = 0; ; tried++) {
    await requireSameViewer()
    const answer = await fetch('/api/users/invitations', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    }).catch(() => null)
    if (answer?.ok) return (await answer.json()).rows
    const pause = RETRY_DELAYS_MS[tried]
    const isBusy = !answer || answer.status === 429 || answer.status >= 500
    if (isBusy && pause !== undefined) {
      await new Promise(resolve => setTimeout(resolve, pause))
      continue
    }
    const problem = await answer?.json().catch(() => null)
    if (problem?.code === 'step_up_required') return 'step_up'
    throw new Error(problem?.message ?? 'The connection failed.')
  }
}
