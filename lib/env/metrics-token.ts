import type { Fault } from '#lib/cors/fault.ts'

/**
 * Returns what is wrong with METRICS_TOKEN, or null. It is a bearer token (RFC 6750 §2.1) and a secret, so no fault
 * quotes it.
 */
export function findMetricsTokenFault(text: string): Fault | null {
  const fix = 'write 16 or more letters and digits that nobody can guess, or remove it'
  if (!/^[\w.~+/-]+=*$/.test(text))
    return { problem: 'has a character that a token must not have', fix }
  return text.length >= 16 ? null : { problem: `has ${text.length} characters`, fix }
}
