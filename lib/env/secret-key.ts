import type { Fault } from '#lib/cors/fault.ts'

const MIN_BYTES = 32
const fix =
  "write what this prints: node -p \"require('crypto').randomBytes(32).toString('base64url')\""

// The words of sample configurations, such as the Flask backend's SECRET_KEY and jwt.io's
// a-string-secret-at-least-…. A key that has no other word is refused.
const placeholder =
  /^(a|string|super|secret|at|least|bits?|bytes?|long|your|my|the|this|me|it|to|in|for|and|please|change|replace|placeholder|example|default|password|key|jwt|token|random|value|dev|development|production|keyboard|cat|is|not|very|insecure|django)+$/

/**
 * Lists what is wrong with the key ring of SECRET_KEY. Each key has 32 bytes or more (RFC 7518 §3.2 for HS256) and
 * looks random; in development it may repeat itself. No fault quotes a key, since faults are logged.
 */
export function findSecretKeyFaults(ring: readonly string[], development: boolean): Fault[] {
  if (ring.length === 0) return [{ problem: 'is not set', fix }]
  return ring.flatMap((key, index) => {
    const problem =
      ring.indexOf(key) < index ? 'repeats an earlier key' : findKeyFault(key, development)
    if (!problem) return []
    const which = ring.length === 1 ? '' : `(key ${index + 1} of ${ring.length}) `
    return [{ problem: which + problem, fix }]
  })
}

function findKeyFault(key: string, development: boolean): string | null {
  const bytes = new TextEncoder().encode(key).length
  if (placeholder.test(key.toLowerCase().replace(/[^a-z]/g, ''))) {
    return 'is a placeholder that others know too'
  }
  if (bytes < MIN_BYTES) return `is too short (${bytes} bytes; at least ${MIN_BYTES} are needed)`
  if (!development && (new Set(key).size < 8 || isRepetition(key))) {
    return 'repeats itself, so it can be guessed'
  }
  return null
}

/** Whether `text` is a shorter text, written twice or more often. */
function isRepetition(text: string): boolean {
  return (text + text).indexOf(text, 1) < text.length
}
