import { z } from 'zod'
import type { Viewer } from '#lib/identity/viewer.ts'
import { proveAgain } from './prove-again.ts'

/** What the signed-in user enters again: their password, or what another of their ways asks for. */
export const ProofAnswers = z.object({
  password: z.string('The password must be text.').optional(),
  code: z.string('The code must be text.').trim().optional(),
})

/**
 * Proves that the viewer is at the keyboard by their password, before something that nobody else may do at an unlocked
 * screen (ASVS v5.0.0-6.2.3).
 * @param path the field that holds the password.
 * @throws Problem as `proveAgain` does.
 */
export function provePassword(
  viewer: Viewer,
  password: string | undefined,
  path = 'currentPassword',
): Promise<Viewer> {
  return proveAgain(viewer, { password }, path)
}
