import type { RowResult } from '#lib/users/import/judge.ts'
import type { FileRow } from '#lib/users/import/rows.ts'
import { requireSameViewer } from '../../forms/same-viewer.ts'

/** The server's results for some rows. */
type Answer = { rows: RowResult[] }

/** The pauses between tries. A chunk may be sent twice: users who are already there are skipped. */
const RETRY_DELAYS_MS = [1000, 4000, 10_000]

/** The codes of a 401 that mean that the session has ended. */
const SESSION_ENDED_CODES = new Set(['token_missing', 'token_invalid'])

/**
 * Sends the rows of a chunk that could be read.
 * @returns a result for each row, those that could not be read included.
 * @throws Error with a message that may be shown.
 */
export async function sendChunk(rows: FileRow[], dryRun: boolean): Promise<RowResult[]> {
  const sent = rows.filter(row => 'values' in row)
  const results = sent.length > 0 ? (await post(sent, dryRun)).rows : []
  const bySent = new Map(sent.map(({ row }, i) => [row, results[i]]))
  return rows.map(fileRow => {
    const { row, uid } = fileRow
    if ('refused' in fileRow) return { row, uid, result: 'failed', ...fileRow.refused }
    const result = bySent.get(row)
    if (!result) throw new Error('The server did not answer for every user.')
    // The server counts from the first row of the request.
    return { ...result, row }
  })
}

async function post(rows: { values: object }[], dryRun: boolean): Promise<Answer> {
  const body = JSON.stringify(rows.map(({ values }) => values))
  for (let tried = 0; ; tried++) {
    await requireSameViewer()
    const answer = await fetch(`/api/users/import${dryRun ? '?dry-run=1' : ''}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    }).catch(() => null)
    if (answer?.ok) return answer.json()
    const pause = RETRY_DELAYS_MS[tried]
    const busy = !answer || answer.status === 429 || answer.status >= 500
    if (!busy || pause === undefined) throw new Error(await describeFailure(answer))
    await new Promise(resolve => setTimeout(resolve, pause))
  }
}

async function describeFailure(answer: Response | null): Promise<string> {
  if (!answer) return 'The connection failed.'
  const body = await answer.json().catch(() => null)
  if (SESSION_ENDED_CODES.has(body?.code)) return 'Your session has ended. Sign in again.'
  if (body?.code === 'step_up_required') {
    return 'Some users in this file get a role, so you have to enter your password again. Open /step-up and confirm your password, then choose the file again.'
  }
  return typeof body?.message === 'string' ? body.message : 'The server did not accept the users.'
}
