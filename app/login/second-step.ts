import { SecondFactorRequired } from '#lib/ceremony/second-factor-required.ts'
import type { Client } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import type { SignedIn, WantedSignIn } from '#lib/sign-in/conclude-step.ts'
import { continueSignIn } from '#lib/sign-in/continue-sign-in.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { dropCeremony, keepCeremony, readCeremony } from './ceremony-jar.ts'

/** Whether a form answers the second question of a sign-in. */
export function isSecondStep(form: FormData): boolean {
  return readText(form, 'step') === 'second'
}

/** Goes on with the sign-in of this browser by the answer in the form. @throws Problem as `continueSignIn` does. */
export async function takeSecondStep(
  form: FormData,
  client: Client,
  wanted: WantedSignIn,
): Promise<SignedIn> {
  const answers = {
    password: readText(form, 'password') || undefined,
    code: readText(form, 'code').trim() || undefined,
  }
  const signedIn = await continueSignIn(await readCeremony(), answers, client, wanted)
  await dropCeremony()
  return signedIn
}

/**
 * What the form shows where a second factor is needed, or was not proved: the question. A sign-in that is over begins
 * anew.
 */
export async function toSecondStepState(error: unknown, before: FormState): Promise<FormState> {
  const { values, question } = before
  if (error instanceof SecondFactorRequired) {
    await keepCeremony(error.authSession)
    return { values, errors: {}, question: error.question }
  }
  const state = toFormState(error, values)
  if (!question) return state
  if (!(error instanceof Problem)) return state
  if (error.code === 'invalid_session') {
    await dropCeremony()
    return state
  }
  if (error.code !== 'second_factor_wrong') return { ...state, question }
  return { values, errors: { [question.field]: error.message }, question }
}
