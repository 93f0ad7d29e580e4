import type { Fault } from '#lib/cors/fault.ts'

/**
 * Returns what is wrong with METRICS_TOKEN or CRON_SECRET, or null. They are bearer tokens (RFC 6750 §2.1) and secrets,
 * so no fault quotes them.
 */
export function findBearerTokenFault(text: string): Fault | null {
  const fix = 'write 16 or more letters and digits that nobody can guess, or remove it'
  if (!/^[\w.~+/-]+=*$/.test(text))
    return { problem: 'has a character that a token must not have', fix }
  return text.length >= 16 ? null : { problem: `has ${text.length} characters`, fix }
}
