import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { encodeBase64, genSaltSync, getRounds, hashSync, truncates } from 'bcryptjs'
import { MAX_BCRYPT_COST } from '#lib/env/bcrypt-cost.ts'
import { measureTime, spendRest, spendRounds } from './bcrypt-work.ts'
import { readForeignHash } from './foreign-hash.ts'
import type { ForeignHash } from './foreign-hash-type.ts'

/**
 * The outcome of a comparison. `rehash` means that the password is right and should be hashed anew: its hash is of
 * another program, or its cost is lower than the current one.
 */
export type HashComparison = { ok: boolean; rehash: boolean }

/** The parts of a hash: bcrypt's `$2b$<cost>$<salt>`, the digest, and whether bcrypt's input is an HMAC. */
type Parts = { setting: string; digest: string; long: boolean }

// 256 code points after NFC are at most 2048 UTF-16 units before it. Nothing longer is normalised:
// NFC takes quadratic time over combining marks (one second for 32,768 of them).
const MAX_UNITS = 2048

const plainForm = /^(\$2[aby]\$(?:0[4-9]|1\d)\$[./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/
const longForm =
  /^\$bcrypt-sha256\$v=2,t=(2[ab]),r=([4-9]|1\d)\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/

/**
 * Hashes a password with 2^`cost` rounds of bcrypt: as `$2b$…`, or as passlib's `$bcrypt-sha256$v=2` where bcrypt
 * would stop reading, which is after 72 bytes of UTF-8 or at a NUL (ASVS v5.0.0-6.2.8). The NFC and the NFD form of a
 * text are the same password (RFC 8265 §4.2.2).
 * @throws RangeError for a password that {@link compareHash} would never match.
 */
export function makeHash(password: string, cost: number): string {
  const text = normalise(password)
  if (text === null) throw new RangeError('The password is too long or no well-formed Unicode.')
  const setting = genSaltSync(cost)
  if (!needsLongForm(text)) return hashSync(text, setting)
  const [salt, digest] = [setting.slice(-22), digestOf(prehash(text, setting), setting)]
  return `$bcrypt-sha256$v=2,t=2b,r=${cost}$${salt}$${digest}`
}

/**
 * Compares a password with a stored hash of either form, or with one that another program has made. Null stands for a
 * user who does not exist.
 *
 * Any failure takes the work of one evaluation at `cost`, so that time does not tell who has an account (ASVS
 * v5.0.0-6.3.8). A decoy replaces a missing or unreadable hash, a password that cannot match is hashed as well, and
 * the work of a hash with a lower cost is topped up. Only a hash that was imported with a higher cost takes longer,
 * until the first sign-in.
 */
export function compareHash(password: string, stored: string | null, cost: number): HashComparison {
  const text = normalise(password)
  const foreign = stored === null ? null : readForeignHash(stored)
  if (foreign?.affordable) return compareForeign(text === null ? null : password, foreign, cost)
  const known = stored === null ? null : parse(stored)
  const { setting, digest, long } = known ?? decoy(cost)
  const input = long ? prehash(text ?? '', setting) : (text ?? '')
  const equal = timingSafeEqual(Buffer.from(digestOf(input, setting)), Buffer.from(digest))
  const comparable = known !== null && text !== null && (long || !needsLongForm(text))
  const ok = equal && comparable
  const rounds = getRounds(setting)
  if (!ok) spendRounds(2 ** cost - 2 ** rounds)
  return { ok, rehash: ok && rounds < cost }
}

/**
 * Returns what is wrong with a hash that was made elsewhere, without quoting it, or null for one that
 * {@link compareHash} can compare within the time that a sign-in may take.
 */
export function findHashFault(stored: string): string | null {
  const parts = parse(stored)
  const foreign = parts ? null : readForeignHash(stored)
  if (!parts && !foreign) {
    return 'The password hash is of no kind that is taken: bcrypt, argon2, or Werkzeug’s pbkdf2 or scrypt.'
  }
  if (parts ? getRounds(parts.setting) <= MAX_BCRYPT_COST : foreign?.affordable) return null
  return 'The password hash takes more time or memory than a sign-in may.'
}

function compareForeign(
  password: string | null,
  foreign: ForeignHash,
  cost: number,
): HashComparison {
  const { result, micros } = measureTime(() => foreign.matches(password ?? ''))
  const ok = result && password !== null
  if (!ok) spendRest(micros, cost)
  return { ok, rehash: ok }
}

function normalise(password: string): string | null {
  const readable = password.length <= MAX_UNITS && password.isWellFormed()
  return readable ? password.normalize('NFC') : null
}

const needsLongForm = (text: string) => truncates(text) || text.includes('\0')

// passlib's bcrypt_sha256, version 2: the key of the HMAC is the text of the salt.
const prehash = (text: string, setting: string) =>
  createHmac('sha256', setting.slice(-22)).update(text).digest('base64')

const digestOf = (input: string, setting: string) => hashSync(input, setting).slice(-31)

function parse(stored: string): Parts | null {
  const [, setting, digest] = plainForm.exec(stored) ?? []
  if (setting && digest) return { setting, digest, long: false }
  const [, version, rounds, salt, longDigest] = longForm.exec(stored) ?? []
  if (!version || !rounds || !salt || !longDigest) return null
  const longSetting = `$${version}$${rounds.padStart(2, '0')}$${salt}`
  return { setting: longSetting, digest: longDigest, long: true }
}

// Matches no password: 23 random bytes stand in place of the digest.
const decoy = (cost: number): Parts => ({
  setting: genSaltSync(cost),
  digest: encodeBase64(randomBytes(23), 23),
  long: false,
})
