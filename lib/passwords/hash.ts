import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { encodeBase64, genSaltSync, getRounds, hashSync, truncates } from 'bcryptjs'
import { measureTime, spendRest, spendRounds } from './bcrypt-work.ts'
import { readForeignHash } from './foreign-hash.ts'
import type { ForeignHash } from './foreign-hash-type.ts'

/** The outcome of a comparison. `rehash`: the password is right, but the hash is not one of ours, or costs less than it should. */
export type HashComparison = { ok: boolean; rehash: boolean }

/** A hash taken apart: bcrypt's `$2b$<cost>$<salt>`, its digest, and whether its input is an HMAC. */
type Parts = { setting: string; digest: string; long: boolean }

// 256 code points after NFC are at most 2048 UTF-16 units before it. Nothing longer is normalised:
// NFC takes quadratic time over combining marks (one second for 32 768 of them).
const MAX_UNITS = 2048

/** The highest BCRYPT_COST: nobody waits for more. */
const MAX_COST = 15

const plainForm = /^(\$2[aby]\$(?:0[4-9]|1\d)\$[./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/
const longForm =
  /^\$bcrypt-sha256\$v=2,t=(2[ab]),r=([4-9]|1\d)\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/

/**
 * Hashes a password with 2^`cost` rounds of bcrypt: as `$2b$…`, or, where bcrypt would stop reading
 * (over 72 bytes of UTF-8, or a NUL), as passlib's `$bcrypt-sha256$v=2` (ASVS v5.0.0-6.2.8).
 * NFC and NFD of one text are one password (RFC 8265 §4.2.2).
 *
 * @throws RangeError for a password that `compareHash` would never match.
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
 * Compares a password with a stored hash of either form, or with one that another program has made.
 *
 * Whatever fails has taken the work of one evaluation at `cost`, so that time does not tell who has
 * an account (ASVS v5.0.0-6.3.8): a decoy stands in for a missing or unreadable hash, a password
 * that cannot match is hashed all the same, and a hash of lower cost is topped up. What alone takes longer is a hash
 * that was imported at a higher cost, until its first sign-in.
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
 * What is wrong with a hash that another program has made, in words that repeat nothing of it; null for one that
 * `compareHash` can compare, in a time that a sign-in may take.
 */
export function findHashFault(stored: string): string | null {
  const parts = parse(stored)
  const foreign = parts ? null : readForeignHash(stored)
  if (!parts && !foreign) {
    return 'The password hash is of no kind that is taken: bcrypt, argon2, or Werkzeug’s pbkdf2 or scrypt.'
  }
  if (parts ? getRounds(parts.setting) <= MAX_COST : foreign?.affordable) return null
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

// passlib's bcrypt_sha256, version 2: the HMAC is keyed with the salt as it is spelled.
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

// A hash of no password: 23 random bytes where a digest would be.
const decoy = (cost: number): Parts => ({
  setting: genSaltSync(cost),
  digest: encodeBase64(randomBytes(23), 23),
  long: false,
})
