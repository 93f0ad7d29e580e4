import { pbkdf2Sync, scryptSync, timingSafeEqual } from 'node:crypto'
import type { ForeignHash } from './foreign-hash-type.ts'

// werkzeug.security.generate_password_hash: method$salt$hex. The salt is used as text.
const pbkdf2Form =
  /^pbkdf2:(sha1|sha256|sha512)(?::([1-9]\d{0,9}))?\$([!-#%-~]{1,64})\$([\da-f]{40,128})$/
const scryptForm =
  /^scrypt(?::([1-9]\d{0,9}):([1-9]\d{0,4}):([1-9]\d{0,4}))?\$([!-#%-~]{1,64})\$([\da-f]{128})$/

/** How many hexadecimal digits the digest of each has. A longer one would take several times the work. */
const DIGITS: Record<string, number> = { sha1: 40, sha256: 64, sha512: 128 }

/**
 * A hash without a count was compared with the default of the Werkzeug in use: that of 2.0, 2.3 or 3.1. Werkzeug
 * itself has written the count since 0.9.
 */
const DEFAULT_ITERATIONS = [260_000, 600_000, 1_000_000]
/** Twice the default of Werkzeug 3.1. */
const MAX_ITERATIONS = 2_000_000
/** Twice the memory of Werkzeug's scrypt, in bytes, and four times its work. */
const MAX_MEMORY_BYTES = 64 * 1024 * 1024
const MAX_BLOCKS = 2 ** 20

/** Reads a hash of Werkzeug. @returns null for any other text. */
export function readWerkzeug(stored: string): ForeignHash | null {
  return readPbkdf2(stored) ?? readScrypt(stored)
}

function readPbkdf2(stored: string): ForeignHash | null {
  const [, algorithm, count, salt, hex] = pbkdf2Form.exec(stored) ?? []
  if (!algorithm || !salt || !hex || hex.length !== DIGITS[algorithm]) return null
  const digest = Buffer.from(hex, 'hex')
  const derive = (password: string, iterations: number) =>
    pbkdf2Sync(password, salt, iterations, digest.length, algorithm)
  const counts = count ? [Number(count)] : DEFAULT_ITERATIONS
  return {
    affordable: counts.every(each => each <= MAX_ITERATIONS),
    matches: password => counts.some(each => timingSafeEqual(derive(password, each), digest)),
  }
}

function readScrypt(stored: string): ForeignHash | null {
  const [, ...parts] = scryptForm.exec(stored) ?? []
  const [N, r, p] = parts.map((part = '') => Number(part))
  const [, , , salt, hex] = parts
  if (!salt || !hex) return null
  const setting = N && r && p ? { N, r, p } : { N: 2 ** 15, r: 8, p: 1 }
  const digest = Buffer.from(hex, 'hex')
  return {
    affordable: isAffordable(setting),
    matches: password =>
      timingSafeEqual(
        scryptSync(password, salt, digest.length, { ...setting, maxmem: 2 * MAX_MEMORY_BYTES }),
        digest,
      ),
  }
}

/** RFC 7914 §2: N is a power of two above 1. scrypt holds 128 · N · r bytes, and works through them p times. */
function isAffordable({ N, r, p }: { N: number; r: number; p: number }): boolean {
  const power = N > 1 && Number.isInteger(Math.log2(N))
  return power && 128 * N * r <= MAX_MEMORY_BYTES && N * r * p <= MAX_BLOCKS
}
