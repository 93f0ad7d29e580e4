import { recordCrossSite } from '#lib/audit/cross-site.ts'
import { judgeCrossSite } from '#lib/cors/csrf.ts'
import { Problem } from '#lib/http/problem.ts'
import { readCorsPolicy } from '#lib/origins/allow-list.ts'
import type { FormState } from './form-state.ts'

/** The text that a form holds under `name`; empty for what is no text. */
export function readText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/**
 * Refuses a form that another site sent: a page's forms are sent by our own pages only, not by the origins
 * that may call the API (ASVS v5.0.0-3.5.1). Next compares Origin and Host too; this does not lean on it.
 * @throws Problem 403.
 */
export function refuseForeignForm(headers: Headers): void {
  const policy = { ...readCorsPolicy(), exact: new Map(), wildcards: [] }
  const fault = judgeCrossSite(policy, 'POST', headers)
  if (!fault) return
  recordCrossSite(fault)
  throw new Problem(403, fault, 'This form was sent by another site. Open it here.')
}

/**
 * What a form shows for a refusal: each field's own error, else the message above the form.
 * @throws whatever is not a refusal, for the error page; its text is nobody's business.
 */
export function toFormState(error: unknown, values: Record<string, string>): FormState {
  if (!(error instanceof Problem)) throw error
  if (error.code === 'step_up_required') return { values, errors: {}, stepUp: true }
  if (error.errors) {
    const errors = Object.fromEntries(error.errors.map(e => [e.path, e.message]))
    return { values, errors, ...('proof' in errors && { stepUp: true }) }
  }
  const until = error.status === 429 ? limitedUntil(error) : undefined
  return { values, errors: {}, alert: error.message, ...(until && { until }) }
}

function limitedUntil({ headers }: Problem): string | undefined {
  const seconds = Number(headers.find(([name]) => name === 'Retry-After')?.[1])
  return Number.isFinite(seconds) ? new Date(Date.now() + seconds * 1000).toISOString() : undefined
}
