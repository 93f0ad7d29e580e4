import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { findStanding } from '#lib/cors/policy.ts'

const MAX_ORIGIN_LENGTH = 270

/** Whether `text` is an origin that is allowed just now, in any mode: then it is a client. */
export function isClientOrigin(text: string): boolean {
  if (text.length > MAX_ORIGIN_LENGTH || !/^https?:\/\/[^/]+$/.test(text)) return false
  const standing = findStanding(readCorsPolicy(), text)
  return standing === 'both' || standing === 'cookie' || standing === 'bearer'
}
