import { recordCrossSite } from '#lib/audit/cross-site.ts'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { judgeCrossSite } from '#lib/cors/csrf.ts'
import { Problem } from '#lib/http/problem.ts'
import type { FormState, FormValues } from './form-state.ts'

/** The text of the field `name`; empty if the field is missing or holds a file. */
export function readText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** The id that the form is about; 0, which nothing has, if there is none. */
export function readId(form: FormData): number {
  return Number.parseInt(readText(form, 'id'), 10) || 0
}

/** The fields that describe a user, as they were typed. */
export function readUserFields(form: FormData) {
  return {
    uid: readText(form, 'uid').trim(),
    name: readText(form, 'name'),
    email: readText(form, 'email').trim(),
    dob: readText(form, 'dob'),
  }
}

/**
 * Refuses a form that another site sent. Only our own pages may send our forms; origins that may call the API
 * may not (ASVS v5.0.0-3.5.1). Next compares Origin and Host too, but we do not rely on it.
 * @throws Problem 403.
 */
export function refuseForeignForm(headers: Headers): void {
  const policy = { ...readCorsPolicy(), exact: new Map(), wildcards: [] }
  const code = judgeCrossSite(policy, 'POST', headers)
  if (!code) return
  recordCrossSite(code)
  throw new Problem(403, code, 'This form was sent by another site. Open it here.')
}

/**
 * What a form shows for a refusal: the error of each field, or else the message above the form.
 * @throws anything that is not a refusal, for the error page: its text is not for users.
 */
export function toFormState(error: unknown, values: FormValues): FormState {
  if (!(error instanceof Problem)) throw error
  if (error.code === 'step_up_required') return { values, errors: {}, stepUp: true }
  if (error.errors) {
    const errors = Object.fromEntries(error.errors.map(e => [e.path, e.message]))
    return { values, errors, ...('proof' in errors && { stepUp: true }) }
  }
  const until = error.status === 429 ? readLimitEnd(error) : undefined
  return { values, errors: {}, alert: error.message, ...(until && { until }) }
}

/** When the limit ends that an act was refused by (ISO 8601). */
export function readLimitEnd({ headers }: Problem): string | undefined {
  const seconds = Number(headers.find(([name]) => name === 'Retry-After')?.[1])
  return Number.isFinite(seconds) ? new Date(Date.now() + seconds * 1000).toISOString() : undefined
}
