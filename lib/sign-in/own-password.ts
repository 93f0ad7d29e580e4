import { z } from 'zod'
import { recordEvent } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { forgetAttempts, giveBackAttempt, takeAttempt } from '#lib/limits/rate-limit.ts'
import { verifyPassword } from '#lib/passwords/password.ts'

/** The password of the signed-in user, entered again. */
export const PasswordProof = z.object({
  password: z.string('The password must be text.').optional(),
})

/**
 * Proves that the viewer is at the keyboard, before something that nobody else may do at an unlocked screen (ASVS
 * v5.0.0-6.2.3, 7.5.1). Guesses are limited.
 * @param path the field that holds the password.
 * @returns the viewer with the fresh proof.
 * @throws Problem 400 without a password, 403 `current_password_wrong`, 429 `limited`, 503 `hash_queue_full`.
 */
export async function provePassword(
  viewer: Viewer,
  password: string | undefined,
  path = 'currentPassword',
): Promise<Viewer> {
  if (!password) throw invalidInput([{ path, message: 'Enter your current password.' }])
  const key = String(viewer.id)
  await takeAttempt('passwordChange', key)
  const { ok } = await verifyStoredPassword(viewer.id, password).catch(async error => {
    await giveBackAttempt('passwordChange', key)
    throw error
  })
  if (!ok) {
    await recordEvent({ action: 'step_up', result: 'refused', actor: viewer })
    const message = 'This is not your current password.'
    const errors = [{ path, message }]
    throw new Problem(403, 'current_password_wrong', message, { errors })
  }
  await forgetAttempts('passwordChange', key)
  const provenAt = new Date()
  await db().session.updateMany({ where: { id: viewer.sessionId }, data: { provenAt } })
  await recordEvent({ action: 'step_up', result: 'ok', actor: viewer })
  return { ...viewer, provenAt }
}

async function verifyStoredPassword(userId: number, password: string) {
  const stored = await db().password.findUnique({ where: { userId } })
  return verifyPassword(password, stored?.hash ?? null)
}
