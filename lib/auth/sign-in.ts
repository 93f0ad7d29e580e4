import { record } from '#lib/audit/record.ts'
import { db } from '#lib/db.ts'
import { countedSignIn } from '#lib/figures/sign-in.ts'
import type { Client } from '#lib/http/client-ip.ts'
import { inTime } from '#lib/http/patience.ts'
import { Problem } from '#lib/http/problem.ts'
import { turn } from '#lib/turn.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { type StartedSession, startSession } from './session.ts'
import type { OpenSession } from './session-start.ts'
import { countSignIn } from './sign-in-limits.ts'
import { foldUid } from './uid.ts'
import { USER_COLUMNS, type UserRow } from './user-row.ts'

type Credentials = { uid: string; password: string }
type Proven = UserRow & { version: string }

/** Proves who someone is by uid and password as `signInBy` does, and starts a cookie session. */
export function signIn(
  credentials: Credentials,
  client: Client,
  replaces: string | null = null,
): Promise<StartedSession & { user: UserRow }> {
  const start = (user: Proven) => startSession(user, client, replaces)
  return signInBy(credentials, client, replaces, start)
}

/**
 * Proves who someone is by uid and password, and has `start` begin their session.
 *
 * An unknown uid, a wrong password and a disabled user are answered alike after one evaluated hash each, so
 * that nobody learns which uids exist (ASVS v5.0.0-6.3.8). An attempt is counted before the password is
 * looked at and given back when it was right.
 * @param replaces the session that the browser had until now, which ends.
 * @param start gives null when the user was changed since their `version` was read.
 * @throws Problem 401 `invalid_credentials`, 429 `limited`, 503 `hash_queue_full`.
 */
export function signInBy<S extends OpenSession>(
  credentials: Credentials,
  client: Client,
  replaces: string | null,
  start: (user: Proven) => Promise<S | null>,
): Promise<S & { user: UserRow }> {
  return countedSignIn(() => prove(credentials, client, replaces, start))
}

async function prove<S extends OpenSession>(
  { uid, password }: Credentials,
  client: Client,
  replaces: string | null,
  start: (user: Proven) => Promise<S | null>,
): Promise<S & { user: UserRow }> {
  const uidKey = foldUid(uid)
  const attempt = await countSignIn(uidKey, client.address, replaces)
  const { found, hash, ok, rehash } = await judge(uidKey, password).catch(async error => {
    await attempt.unjudged()
    throw error
  })
  if (!found || !hash || !ok || found.disabled) {
    recordRefusal(found, ok)
    throw new Problem(401, 'invalid_credentials', 'Invalid user id or password')
  }
  await attempt.succeeded()
  if (rehash) await replaceHash(found.id, hash, password)
  const session = await start(found)
  // Changed while the password was compared: it may be another one now.
  if (!session) return prove({ uid, password }, client, replaces, start)
  const { password: _, version: __, ...user } = found
  return { ...session, user: { ...user, lastSignInAt: session.startedAt } }
}

/**
 * Names whom somebody tried to be only where there is such a user: people type passwords into the wrong field.
 * Not awaited: an answer must take no longer for a user than for nobody.
 */
function recordRefusal(target: { id: number; uid: string } | null, proven: boolean): void {
  const detail = { reason: proven && target ? 'disabled' : 'invalid' }
  void record({ action: 'sign_in', result: 'refused', actor: null, target, detail })
}

async function judge(uidKey: string, password: string) {
  await turn()
  const found = await inTime(
    db().user.findUnique({
      where: { uidKey },
      select: { ...USER_COLUMNS, version: true, password: { select: { hash: true } } },
    }),
  )
  const hash = found?.password?.hash ?? null
  return { found, hash, ...(await verifyPassword(password, hash)) }
}

/** Brings a hash up to the current cost, unless the password was changed meanwhile. */
async function replaceHash(userId: number, old: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await db().password.updateMany({ where: { userId, hash: old }, data: { hash } })
}
