import { createHmac } from 'node:crypto'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'

/**
 * Makes the key by which attempts at what somebody has typed are counted. It hides the text, because people type
 * passwords into the field of the user ID. With another first key in SECRET_KEY, counting starts anew.
 */
export function blindText(text: string): string {
  const [key] = deriveKeys('limits')
  return createHmac('sha256', key).update(text).digest('base64url')
}
