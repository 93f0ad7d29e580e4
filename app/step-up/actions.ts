'use server'
import { askAgainBy, proveAgain } from '#lib/sign-in/prove-again.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { goOn } from '../forms/go-on.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { toSafeNext } from '../login/safe-next.ts'
import { requirePageViewer } from '../page-session.ts'

/** Proves again who the viewer is, by the answer in the form, and goes on to `next`; or has a code mailed to them. */
export async function sendProof(before: FormState, form: FormData): Promise<FormState> {
  const next = toSafeNext(readText(form, 'next'))
  try {
    const question = await runInAction('/step-up', async () => {
      const { viewer } = await requirePageViewer(next)
      if (readText(form, 'by') === 'mail') return askAgainBy(viewer, 'mail-code')
      await proveAgain(viewer, {
        password: readText(form, 'password'),
        code: readText(form, 'code').trim(),
      })
      return null
    })
    if (question) return { values: {}, errors: {}, question }
  } catch (error) {
    const state = toFormState(error, {})
    return before.question ? { ...state, question: before.question } : state
  }
  return goOn(next)
}
