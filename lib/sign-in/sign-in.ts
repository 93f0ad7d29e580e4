import { recordEvent } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { Client } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { USER_COLUMNS, type UserRow } from '#lib/identity/user-row.ts'
import { takeSignInAttempt } from '#lib/limits/sign-in-limits.ts'
import { runCountedSignIn } from '#lib/metrics/count-sign-in.ts'
import { hashPassword, verifyPassword } from '#lib/passwords/password.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import type { OpenSession } from '#lib/sessions/open-session.ts'
import { startSession, type WantedSession } from './start-session.ts'

type Credentials = { uid: string; password: string }
/** The session that a sign-in has started, and its user. */
export type SignedIn = { user: UserRow; session: OpenSession }

/**
 * Proves who somebody is by user ID and password, and starts their session.
 *
 * An unknown user ID, a wrong password and a disabled user get the same answer after one evaluated hash, so that nobody
 * learns which user IDs exist (ASVS v5.0.0-6.3.8). An attempt is counted before the password is evaluated, and given
 * back if the password was right.
 * @throws Problem 401 `invalid_credentials`, 429 `limited`, 503 `hash_queue_full`.
 */
export function signIn(
  credentials: Credentials,
  client: Client,
  wanted: WantedSession,
): Promise<SignedIn> {
  return runCountedSignIn(() => prove(credentials, client, wanted))
}

async function prove(
  { uid, password }: Credentials,
  client: Client,
  wanted: WantedSession,
): Promise<SignedIn> {
  const uidKey = foldUid(uid)
  const attempt = await takeSignInAttempt(uidKey, client.address, wanted.replaces ?? null)
  const { found, hash, ok, rehash } = await judgeCredentials(uidKey, password).catch(
    async error => {
      await attempt.unjudged()
      throw error
    },
  )
  if (!found || !hash || !ok || found.disabled) {
    recordRefusedSignIn(found, ok)
    throw new Problem(401, 'invalid_credentials', 'Invalid user id or password')
  }
  await attempt.succeeded()
  if (rehash) await replaceHash(found.id, hash, password)
  const session = await startSession(found, client, wanted)
  // The user has changed while the password was compared, so the password may be another one now.
  if (!session) return prove({ uid, password }, client, wanted)
  const { password: _, version: __, ...user } = found
  return { session, user: { ...user, lastSignInAt: session.startedAt } }
}

/**
 * Audits a refused sign-in. Names the user only if they exist, because people type passwords into the wrong field. Not
 * awaited, because an answer must not take longer for an existing user.
 */
function recordRefusedSignIn(target: { id: number; uid: string } | null, proven: boolean): void {
  const detail = { reason: proven && target ? 'disabled' : 'invalid' }
  void recordEvent({ action: 'sign_in', result: 'refused', actor: null, target, detail })
}

async function judgeCredentials(uidKey: string, password: string) {
  await yieldToEventLoop()
  const found = await awaitInTime(
    db().user.findUnique({
      where: { uidKey },
      select: { ...USER_COLUMNS, version: true, password: { select: { hash: true } } },
    }),
  )
  const hash = found?.password?.hash ?? null
  return { found, hash, ...(await verifyPassword(password, hash)) }
}

/** Brings a hash up to the current cost, unless the password has been changed since it was read. */
async function replaceHash(userId: number, old: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await db().password.updateMany({ where: { userId, hash: old }, data: { hash } })
}
