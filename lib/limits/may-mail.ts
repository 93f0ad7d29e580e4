import { Problem } from '#lib/http/problem.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { takeAttempt } from './rate-limit.ts'

/**
 * Whether one more mail that a stranger asks for may go to a user. It counts for an account that does not exist, too, and
 * the answer never says it.
 * @param key whose budget it is.
 * @param uid the user, for the audit event of a refusal.
 */
export async function mayMail(
  limit: 'signInMail' | 'resetMail',
  key: string,
  uid: string,
): Promise<boolean> {
  try {
    await takeAttempt(limit, key, foldUid(uid))
    return true
  } catch (error) {
    if (error instanceof Problem && error.code === 'limited') return false
    throw error
  }
}
