import type { Viewer } from '#lib/identity/viewer.ts'
import { provePassword } from '#lib/sign-in/own-password.ts'
import { readText } from './form.ts'

/**
 * The viewer, proven by the password in the form if `StepUp` asked for it.
 * @throws Problem 403 at the field `proof`, 429, 503.
 */
export async function proveViewer(viewer: Viewer, form: FormData): Promise<Viewer> {
  const proof = readText(form, 'proof')
  return proof ? provePassword(viewer, proof, 'proof') : viewer
}
