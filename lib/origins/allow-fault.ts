import { getDomain } from 'tldts'
import { type Fault, findOriginFault, type Mode } from '#lib/cors/origin.ts'

/**
 * Why `text` cannot be allowed, or null when it can: the one rule for CORS_ORIGINS at start and for origins that
 * are added later. To what `originFault` finds it adds that a wildcard must stand below a domain that one
 * registers: below a public suffix (publicsuffix.org, the private part too) everybody's pages are.
 */
export function findAllowFault(text: string, mode: Mode = 'both'): Fault | null {
  const fault = findOriginFault(text, mode)
  if (fault || !text.includes('*')) return fault
  const [, below = ''] = /\*\.([^:]+)/.exec(text) ?? []
  if (getDomain(below, { allowPrivateDomains: true }) !== null) return null
  return {
    problem: `${JSON.stringify(text)} would trust every site under ${below}, where anybody can have one`,
    fix: `write your own, as in ${text.replace('*', 'you')}`,
  }
}
