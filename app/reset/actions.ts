'use server'
import { parseInput } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { findPasswordReset, spendPasswordReset } from '#lib/users/password-reset.ts'
import { PasswordChoice } from '#lib/users/password-reset-json.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { runInAction } from '../forms/run-in-action.ts'

/** `gone` says that the link no longer works. */
export type ResetState = FormState & { gone?: boolean }

/**
 * Sets the new password by the link. A form without a password only checks the link, and gets back whose password it
 * resets.
 */
export async function sendReset(_before: ResetState, form: FormData): Promise<ResetState> {
  // Without JavaScript the user pastes the whole link.
  const token = readText(form, 'token').replace(/^.*#/s, '').trim()
  try {
    return await runInAction('/reset', async request => {
      const address = readClientAddress(request)
      if (!token) return { values: {}, errors: { token: 'Paste the link that you were sent.' } }
      if (!form.has('password')) {
        const { uid } = await findPasswordReset({ token }, address)
        return { values: { uid, token }, errors: {} }
      }
      const choice = parseInput(PasswordChoice, { token, password: readText(form, 'password') })
      const { uid } = await spendPasswordReset({ token }, choice.password, address)
      return { values: { uid }, errors: {}, done: `The password of ${uid} is changed.` }
    })
  } catch (error) {
    const gone = error instanceof Problem && error.code === 'reset_void'
    return { ...toFormState(error, { token, uid: readText(form, 'uid') }), gone }
  }
}
