import type { Viewer } from '#lib/identity/viewer.ts'
import { provePassword } from '#lib/sign-in/own-password.ts'
import { readText } from './form.ts'

/**
 * The viewer, proven by the password that the form brings when it was asked for (`StepUp`).
 * @throws Problem 403 beside `proof`, 429, 503.
 */
export async function proveViewer(viewer: Viewer, form: FormData): Promise<Viewer> {
  const proof = readText(form, 'proof')
  return proof ? provePassword(viewer, proof, 'proof') : viewer
}
