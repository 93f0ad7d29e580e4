import { Problem } from '#lib/http/problem.ts'
import { readText, toFormState } from './form.ts'
import type { FormState, FormValues } from './form-state.ts'

/** What a form shows that takes the link or the code of a mail; `gone` says that the link no longer works. */
export type TicketState = FormState & { gone?: true }

/**
 * What somebody gives of a mail: the secret of its link, or its code with the address that it went to. `values` is what
 * the form keeps.
 */
export function readTicketFields(form: FormData) {
  const token = readText(form, 'token')
  const email = readText(form, 'email').trim()
  const code = readText(form, 'code').trim()
  const values: FormValues = token ? { token } : { email, code }
  return { use: token ? { token } : { email, code }, values }
}

/** What the form shows for a refusal. @throws anything that is not a refusal. */
export function toTicketState(error: unknown, values: FormValues): TicketState {
  const state = toFormState(error, values)
  const isVoid = error instanceof Problem && error.code === 'ticket_void'
  return isVoid && values.token ? { ...state, gone: true } : state
}
