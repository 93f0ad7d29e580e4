import { getDomain } from 'tldts'
import type { Fault } from '#lib/cors/fault.ts'
import type { Mode } from '#lib/cors/mode.ts'
import { findOriginFault } from '#lib/cors/origin.ts'

/**
 * Says why `text` cannot be allowed in `mode`, or null when it can. CORS_ORIGINS at start and origins that are added
 * later go through this one rule. Beyond `findOriginFault` it requires that a wildcard stands below a domain that
 * somebody has registered: below a public suffix (publicsuffix.org, both sections) anybody can publish pages.
 */
export function findAllowFault(text: string, mode?: Mode): Fault | null {
  const fault = findOriginFault(text, mode)
  if (fault || !text.includes('*')) return fault
  const [, below = ''] = /\*\.([^:]+)/.exec(text) ?? []
  if (getDomain(below, { allowPrivateDomains: true }) !== null) return null
  return {
    problem: `${JSON.stringify(text)} would trust every site under ${below}, where anybody can have one`,
    fix: `write your own, as in ${text.replace('*', 'you')}`,
  }
}
