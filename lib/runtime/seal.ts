import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { deriveKeys, type Purpose } from './derive-keys.ts'

const ALGORITHM = 'aes-256-gcm'
/** NIST SP 800-38D §8.2.2: 96 random bits. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts and authenticates `text` under the first key for `purpose`, as base64url.
 * @param scope where the text means something: it does not open in another one.
 */
export function sealText(text: string, purpose: Purpose, scope: string): string {
  const [key] = deriveKeys(purpose)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(scope))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')
}

/** Opens what {@link sealText} made with any key for `purpose`. @returns null for everything else. */
export function openSealedText(sealed: string, purpose: Purpose, scope: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  // Other spellings of the same bytes are not what we wrote.
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed) return null
  for (const key of deriveKeys(purpose)) {
    const text = openBytes(bytes, key, scope)
    if (text !== null) return text
  }
  return null
}

function openBytes(bytes: Buffer, key: KeyObject, scope: string): string | null {
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(scope)).setAuthTag(bytes.subarray(-TAG_BYTES))
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
