import { argon2Sync, timingSafeEqual } from 'node:crypto'
import type { ForeignHash } from './foreign-hash-type.ts'

// The PHC string of Argon2 version 1.3 (RFC 9106). Version 16 is from before 2016.
const form =
  /^\$(argon2id|argon2i|argon2d)\$v=19\$m=([1-9]\d{0,9}),t=([1-9]\d{0,9}),p=([1-9]\d{0,9})\$([A-Za-z\d+/]{11,86})\$([A-Za-z\d+/]{22,86})$/

/** Twice the memory of argon2-cffi's default, in KiB, and twice its work. */
const MAX_MEMORY_KIB = 128 * 1024
const MAX_WORK = 2 * 3 * 64 * 1024
const MAX_LANES = 16

type Algorithm = Parameters<typeof argon2Sync>[0]

/** Reads an Argon2 hash. @returns null for any other text. */
export function readArgon2(stored: string): ForeignHash | null {
  const [, algorithm, m, t, p, salt, tag] = form.exec(stored) ?? []
  if (!algorithm || !salt || !tag) return null
  const [memory, passes, parallelism] = [Number(m), Number(t), Number(p)]
  const [nonce, digest] = [Buffer.from(salt, 'base64'), Buffer.from(tag, 'base64')]
  const setting = { nonce, parallelism, memory, passes, tagLength: digest.length }
  return {
    // RFC 9106 §3.1: at least 8 KiB per lane.
    affordable:
      parallelism <= MAX_LANES &&
      memory >= 8 * parallelism &&
      memory <= MAX_MEMORY_KIB &&
      memory * passes <= MAX_WORK,
    matches: password =>
      timingSafeEqual(
        argon2Sync(algorithm as Algorithm, { message: password, ...setting }),
        digest,
      ),
  }
}
