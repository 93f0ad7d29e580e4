import { readArgon2 } from './argon2-hash.ts'
import type { ForeignHash } from './foreign-hash-type.ts'
import { readWerkzeug } from './werkzeug-hash.ts'

/** Reads a hash of Werkzeug or Argon2. @returns null for any other text. */
export function readForeignHash(stored: string): ForeignHash | null {
  return readWerkzeug(stored) ?? readArgon2(stored)
}
