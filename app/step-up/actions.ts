'use server'
import { proveAgain } from '#lib/sign-in/prove-again.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { goOn } from '../forms/go-on.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { toSafeNext } from '../login/safe-next.ts'
import { requirePageViewer } from '../page-session.ts'

/** Proves again who the viewer is, by the answer in the form, and goes on to `next`. */
export async function sendProof(_before: FormState, form: FormData): Promise<FormState> {
  const next = toSafeNext(readText(form, 'next'))
  try {
    await runInAction('/step-up', async () => {
      const { viewer } = await requirePageViewer(next)
      await proveAgain(viewer, {
        password: readText(form, 'password'),
        code: readText(form, 'code').trim(),
      })
    })
  } catch (error) {
    return toFormState(error, {})
  }
  return goOn(next)
}
