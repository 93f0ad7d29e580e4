'use server'
import { answerConsent } from '#lib/oauth/answer-consent.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { goOn } from '../forms/go-on.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { toSafeNext } from '../login/safe-next.ts'
import { requirePageViewer } from '../page-session.ts'

/** Takes the viewer's answer to the request at `next`, and goes on there. */
export async function sendAnswer(_before: FormState, form: FormData): Promise<FormState> {
  const next = toSafeNext(readText(form, 'next'))
  const answer = readText(form, 'answer') === 'allowed' ? 'allowed' : 'refused'
  let answered: string
  try {
    answered = await runInAction('/consent', async () => {
      const { viewer } = await requirePageViewer(next)
      return answerConsent(viewer, next, answer)
    })
  } catch (error) {
    return toFormState(error, {})
  }
  return goOn(answered)
}
