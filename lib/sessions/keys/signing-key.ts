import { setTimeout as wait } from 'node:timers/promises'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { type KeyPair, type SigningAlgorithm, unwrapKey, wrapKey } from './wrap.ts'

/** A key pair that signs tokens from `activeAt` on. Once it is replaced, it is published until `expiresAt`. */
export type SigningKey = KeyPair & {
  kid: string
  alg: SigningAlgorithm
  /** The header of the access tokens that it signs, in base64url as it stands in them; null if it signs none. */
  header: string | null
  activeAt: Date
  expiresAt: Date | null
}

type Row = {
  kid: string
  alg: string
  privateKey: string
  activeAt: Date
  expiresAt: Date | null
}
type Held = {
  readAt: number
  keys: readonly SigningKey[]
  /** The decrypted keys by their encrypted form, so that each is decrypted once. */
  decrypted: ReadonlyMap<string, KeyPair | null>
  reading: Promise<readonly SigningKey[]> | null
}

/** How old the list of keys may be. After this time no process signs or accepts anything by a key that was deleted. */
export const KEYS_MAX_AGE_MS = 1000
/** How long the list is not read again for tokens by keys that are not on it: anybody can make those up. */
const REREAD_PAUSE_MS = 20

/**
 * Lists the published keys in the order in which they sign, from a list that is at most `maxAgeMs` old. Leaves out
 * keys that no key of SECRET_KEY can decrypt.
 */
export async function listSigningKeys(maxAgeMs = KEYS_MAX_AGE_MS): Promise<readonly SigningKey[]> {
  const holder = held()
  const now = Date.now()
  if (now - holder.readAt >= maxAgeMs) {
    holder.reading ??= readSigningKeys().finally(() => {
      holder.reading = null
    })
    await awaitInTime(holder.reading)
  }
  return holder.keys.filter(key => key.expiresAt === null || +key.expiresAt > now)
}

/**
 * Lists the same keys from a list that was read after `moment`, for a token by a key that is not on the one before. It
 * waits rather than read more than fifty times a second.
 */
export async function listSigningKeysSince(moment: number): Promise<readonly SigningKey[]> {
  const holder = held()
  // A read that is under way may have begun too soon, so there may be another one. Not more, should a clock be set back.
  for (let tries = 0; tries < 2 && holder.readAt <= moment; tries++) {
    await wait(Math.max(0, holder.readAt + REREAD_PAUSE_MS - Date.now()))
    if (holder.readAt <= moment) await listSigningKeys(0)
  }
  return listSigningKeys(Number.POSITIVE_INFINITY)
}

/** Reads the same list from the database, and deletes the keys that are no longer published. */
export async function readSigningKeys(): Promise<readonly SigningKey[]> {
  const now = new Date()
  const rows = await db().signingKey.findMany({
    select: { kid: true, alg: true, privateKey: true, activeAt: true, expiresAt: true },
    orderBy: [{ activeAt: 'asc' }, { kid: 'asc' }],
  })
  const isOver = (row: Row) => row.expiresAt !== null && row.expiresAt <= now
  if (rows.some(isOver)) {
    await db().signingKey.deleteMany({ where: { expiresAt: { lte: now } } })
  }
  const holder = held()
  const decrypted = new Map<string, KeyPair | null>()
  const keys: SigningKey[] = []
  for (const row of rows) {
    if (isOver(row)) continue
    const pair = holder.decrypted.get(row.privateKey) ?? (await decrypt(row))
    decrypted.set(row.privateKey, pair)
    if (!pair) continue
    const { kid, activeAt, expiresAt } = row
    const alg = toAlgorithm(row.alg)
    const header = alg === 'ES256' ? encodeHeader(kid) : null
    keys.push({ ...pair, kid, alg, header, activeAt, expiresAt })
  }
  Object.assign(holder, { decrypted, keys, readAt: +now })
  return keys
}

/** The header of every access token that the key `kid` signs (RFC 9068 §2.1). */
export const buildAccessTokenHeader = (kid: string) => ({ alg: 'ES256', kid, typ: 'at+jwt' })

function encodeHeader(kid: string): string {
  return Buffer.from(JSON.stringify(buildAccessTokenHeader(kid))).toString('base64url')
}

function toAlgorithm(text: string): SigningAlgorithm {
  return text === 'RS256' ? 'RS256' : 'ES256'
}

const held = () =>
  onePerProcess(
    'signing-keys',
    (): Held => ({ readAt: 0, keys: [], decrypted: new Map(), reading: null }),
  )

/** Decrypts a key. One that was encrypted under an older key of SECRET_KEY is encrypted again under the first. */
async function decrypt({ kid, alg, privateKey }: Row): Promise<KeyPair | null> {
  const unwrapped = await unwrapKey(privateKey, kid, toAlgorithm(alg))
  if (unwrapped && !unwrapped.current) {
    await db().signingKey.updateMany({
      where: { kid, privateKey },
      data: { privateKey: await wrapKey(unwrapped.jwk) },
    })
  }
  return unwrapped?.pair ?? null
}
