import type { Viewer } from '#lib/identity/viewer.ts'
import { proveAgain } from '#lib/sign-in/prove-again.ts'
import { readText } from './form.ts'

/**
 * The viewer, proven by the answer in the form if `StepUp` asked for it.
 * @throws Problem 403 at the field `proof`, 429, 503.
 */
export async function proveViewer(viewer: Viewer, form: FormData): Promise<Viewer> {
  const proof = readText(form, 'proof')
  if (!proof) return viewer
  const isCode = readText(form, 'proofField') === 'code'
  return proveAgain(viewer, isCode ? { code: proof.trim() } : { password: proof }, 'proof')
}
