import { z } from 'zod'
import { denyAccess } from '#lib/audit/deny-access.ts'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { logError } from '#lib/runtime/log.ts'
import { deleteUser, updateUser } from './edit.ts'
import { NewUser, UserReference } from './schema.ts'

/** How many users one request may change. */
const MAX_BULK_USERS = 1000

const uids = z
  .array(UserReference.shape.uid, 'uids must be a list of user IDs.')
  .min(1, 'Name at least one user.')
  .max(MAX_BULK_USERS, `At most ${MAX_BULK_USERS} users can be changed at once.`)

/** What to do with which users; `role` is the role to set. */
export const BulkChange = z
  .discriminatedUnion(
    'action',
    [
      z.object({ uids, action: z.enum(['disable', 'enable', 'delete']) }),
      z.object({ uids, action: z.literal('role'), role: NewUser.shape.role.unwrap() }),
    ],
    'action must be one of disable, enable, role, delete.',
  )
  .meta({ id: 'BulkChange' })
export type BulkChange = z.output<typeof BulkChange>

/** The result for one user: `code` and `message` are those of the refusal. */
export const BulkResult = z
  .strictObject({
    uid: z.string(),
    ok: z.boolean(),
    code: z.string().exactOptional(),
    message: z.string().exactOptional(),
  })
  .meta({ id: 'BulkResult', description: 'The result for one user, and why it was refused.' })
export type BulkResult = z.output<typeof BulkResult>

/**
 * Makes the same change to a list of users, one after the other and the viewer last, under the rules for a single user
 * (`last_admin`, sessions end). A refusal for one user does not stop the others. A viewer who is signed out, disabled or
 * demoted in the course of it changes nobody from then on: all others are refused.
 * @returns a result for each uid, in the order in which they were first named.
 * @throws Problem 403 `insufficient_role`, 401 `step_up_required`.
 */
export async function changeUsers(viewer: Viewer, change: BulkChange): Promise<BulkResult[]> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'user_change')
  requireProof(viewer, 'users_change')
  const uids = [...new Set(change.uids)]
  const results = new Map<string, BulkResult>()
  for (const uid of putLast(viewer, uids)) {
    // A thousand changes in a row would keep every other request waiting.
    await yieldToEventLoop()
    results.set(uid, await toResult(uid, () => changeOne(viewer, uid, change)))
  }
  return uids.flatMap(uid => results.get(uid) ?? [])
}

/** The viewer comes last, because a change to themselves may end their rights to change the others. */
function putLast(viewer: Viewer, uids: string[]): string[] {
  const isViewer = (uid: string) => foldUid(uid) === foldUid(viewer.uid)
  return [...uids.filter(uid => !isViewer(uid)), ...uids.filter(isViewer)]
}

async function changeOne(viewer: Viewer, uid: string, change: BulkChange): Promise<unknown> {
  await recheckViewer(viewer)
  if (change.action === 'delete') return deleteUser(viewer, { uid })
  const changes =
    change.action === 'role' ? { role: change.role } : { disabled: change.action === 'disable' }
  return updateUser(viewer, { uid }, changes, null)
}

/** Even an unforeseen failure belongs to one user: the users before have changed, and their results must not be lost. */
async function toResult(uid: string, act: () => Promise<unknown>): Promise<BulkResult> {
  try {
    await act()
    return { uid, ok: true }
  } catch (error) {
    if (error instanceof Problem) {
      return { uid, ok: false, code: error.code, message: error.message }
    }
    logError('bulk change of a user failed', error, { uid })
    const message = 'Something went wrong on our side.'
    return { uid, ok: false, code: 'internal_error', message }
  }
}
