'use server'
import { parseInput } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { MailWish } from '#lib/sign-in/sign-in-json.ts'
import { findPasswordReset, spendPasswordReset } from '#lib/users/password-reset.ts'
import { PasswordChoice } from '#lib/users/password-reset-json.ts'
import { requestResetMail } from '#lib/users/reset-mail.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { runInAction } from '../forms/run-in-action.ts'

/** `step` is what the form asks next: for whom, where it is missing, then the code of the mail, then the new password. */
export type ForgotState = FormState & { step?: 'code' | 'password' }

/** Asks for a mail, checks the code of one, or sets the new password by it. */
export async function sendForgot(before: ForgotState, form: FormData): Promise<ForgotState> {
  try {
    return await runInAction('/forgot', request => act(form, readClientAddress(request)))
  } catch (error) {
    const state = toFormState(error, readValues(form))
    if (error instanceof Problem && error.code === 'reset_void') return { ...state, step: 'code' }
    return before.step ? { ...state, step: before.step } : state
  }
}

async function act(form: FormData, address: string): Promise<ForgotState> {
  const values = readValues(form)
  const step = readText(form, 'step')
  const { identifier } = parseInput(MailWish, values)
  if (step === '') {
    await requestResetMail(identifier, address)
    return { values, errors: {}, step: 'code' }
  }
  if (!values.code) {
    return { values, errors: { code: 'Enter the code of the mail.' }, step: 'code' }
  }
  const key = { identifier, code: values.code }
  if (step === 'code') {
    const { uid } = await findPasswordReset(key, address)
    return { values: { ...values, uid }, errors: {}, step: 'password' }
  }
  const { password } = parseInput(PasswordChoice, { ...key, password: readText(form, 'password') })
  const { uid } = await spendPasswordReset(key, password, address)
  return { values: {}, errors: {}, done: `The password of ${uid} is changed.` }
}

function readValues(form: FormData) {
  return {
    identifier: readText(form, 'identifier').trim(),
    code: readText(form, 'code').trim(),
    uid: readText(form, 'uid'),
  }
}
