import type { BulkResult } from '#lib/users/bulk.ts'
import { requireSameViewer } from '../forms/same-viewer.ts'
import type { BulkAction, BulkTarget } from './bulk-words.ts'

/** How many users one call changes: few enough that the progress is visible. */
const USERS_PER_CALL = 50

/**
 * The user IDs to change, in batches. Users who match a filter are read from the list as the work goes on. Each page
 * begins after the last user of the one before, so changes do not shift anybody. The viewer, `self`, is left out of the
 * users who match.
 * @throws Error with the server's message, and its code as the cause.
 */
export async function* readUidBatches(whom: BulkTarget, self: string): AsyncGenerator<string[]> {
  if ('users' in whom) {
    for (let i = 0; i < whom.users.length; i += USERS_PER_CALL) {
      yield whom.users.slice(i, i + USERS_PER_CALL).map(({ uid }) => uid)
    }
    return
  }
  const query = new URLSearchParams({ limit: String(USERS_PER_CALL) })
  for (const [name, value] of Object.entries(whom.filter)) if (value) query.set(name, value)
  for (let path: string | undefined = `/api/users?${query}`; path; ) {
    const answer = await call(path)
    const users: { uid: string }[] = await answer.json()
    const uids = users.map(({ uid }) => uid).filter(uid => uid !== self)
    if (uids.length > 0) yield uids
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
  }
}

/**
 * Changes one batch of users.
 * @throws Error with the server's message, and its code as the cause.
 */
export async function changeBatch(
  action: BulkAction,
  uids: string[],
  role: string,
): Promise<BulkResult[]> {
  const answer = await call('/api/users/bulk', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ uids, action, ...(action === 'role' && { role }) }),
  })
  return (await answer.json()).results
}

/**
 * Proves the viewer's password.
 * @throws Error with the server's message.
 */
export async function sendPasswordProof(password: string): Promise<void> {
  await call('/api/id/step-up', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ password }),
  })
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  if (init.method) await requireSameViewer()
  const answer = await fetch(path, { cache: 'no-store', ...init }).catch(() => null)
  if (!answer) throw new Error('the server cannot be reached.')
  if (answer.ok) return answer
  const { message = `the server answered ${answer.status}.`, code } = await answer
    .json()
    .catch(() => ({}))
  throw new Error(message, { cause: code })
}
