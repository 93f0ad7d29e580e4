import type { Fault } from '#lib/cors/origin.ts'

/** What is wrong with METRICS_TOKEN, which is not repeated. It travels as a Bearer token (RFC 6750 §2.1). */
export function findMetricsTokenFault(text: string): Fault | null {
  const fix = 'write 16 or more letters and digits that nobody can guess, or remove it'
  if (!/^[\w.~+/-]+=*$/.test(text))
    return { problem: 'has a character that no token may have', fix }
  return text.length >= 16 ? null : { problem: `has ${text.length} characters`, fix }
}
