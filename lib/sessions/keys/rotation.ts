import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, getEngine, isMissingRow } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { logError } from '#lib/runtime/log.ts'
import { listSigningKeys, readSigningKeys, type SigningKey } from './signing-key.ts'
import { type SigningAlgorithm, wrapKey } from './wrap.ts'

/**
 * How long a new key is published before it signs. By then every instance has read it, caches have dropped the
 * previous list (5 minutes), and jose's createRemoteJWKSet may fetch again (30 seconds).
 */
const LEAD_MS = 10 * 60_000
const KEY_LIFETIME_MS = 90 * 24 * 3600_000
/** How long an old key stays published after it last signed: the longest ACCESS_TTL, and a minute between clocks. */
const OVERLAP_MS = 3600_000 + 60_000

/** The lock under which the first key is made on Postgres; SQLite has only one writer anyway. */
const FIRST_KEY_LOCK = 724_002

/**
/**
 * Returns the key that signs by `alg` now. Makes the first one if there is none, and the next one when this one is 90
 * days old. However many instances do so at once, the result is one key.
 */
export async function ensureSigningKey(alg: SigningAlgorithm = 'ES256'): Promise<SigningKey> {
  const key = findCurrentKey(await listSigningKeys(), alg) ?? (await makeFirstKey(alg))
  if (key.expiresAt === null && Date.now() - +key.activeAt >= KEY_LIFETIME_MS - LEAD_MS) {
    await rotateKey(alg, null).catch(error =>
      logError('signing key not rotated', error, { kid: key.kid }),
    )
  }
  return key
}

/** Lists the public keys that verify our tokens (RFC 7517 §5). The list is at most a second old. */
export async function listPublicKeys(): Promise<{ keys: JWK[] }> {
  await ensureSigningKey()
  return { keys: (await listSigningKeys()).map(({ jwk }) => jwk) }
}

/**
 * Publishes a new key that signs from `activeAt` on. The old key stays published until its last token has expired. Where
 * keys of RS256 are in use, they are rotated, too.
 * @param actor who asked for it; null if the server acts by itself.
 * @returns the key that waits to sign by ES256, and whether this call has made it.
 */
export async function rotateKeys(
  actor: AuditEvent['actor'] = null,
): Promise<{ kid: string; activeAt: Date; made: boolean }> {
  const keys = await readSigningKeys()
  if (keys.some(({ alg }) => alg === 'RS256')) await rotateKey('RS256', actor)
  return rotateKey('ES256', actor)
}

async function rotateKey(alg: SigningAlgorithm, actor: AuditEvent['actor']) {
  const last = (await readLastKey(alg)) ?? (await makeFirstKey(alg))
  if (+last.activeAt > Date.now()) return { kid: last.kid, activeAt: last.activeAt, made: false }
  const made = await replace(last, actor)
  const { kid, activeAt } = (await readLastKey(alg)) ?? last
  return { kid, activeAt, made }
}

async function readLastKey(alg: SigningAlgorithm): Promise<SigningKey | undefined> {
  return (await readSigningKeys()).findLast(key => key.alg === alg)
}

/** The last key that is due. If none is, because the clock of the instance that made it is ahead of ours, the first. */
function findCurrentKey(keys: readonly SigningKey[], alg: SigningAlgorithm) {
  const own = keys.filter(key => key.alg === alg)
  return own.findLast(({ activeAt }) => +activeAt <= Date.now()) ?? own[0]
}

/** @returns whether this call has replaced `old`. */
async function replace(old: SigningKey, actor: AuditEvent['actor']): Promise<boolean> {
  const row = await makeKeyRow(old.alg, new Date(Date.now() + LEAD_MS))
  try {
    await db().$transaction([
      db().signingKey.update({
        where: { kid: old.kid, expiresAt: null },
        data: { expiresAt: new Date(+row.activeAt + OVERLAP_MS) },
        select: { kid: true },
      }),
      db().signingKey.create({ data: row, select: { kid: true } }),
      rotationAuditInsert(row, actor),
    ])
    return true
  } catch (error) {
    if (isMissingRow(error)) return false
    throw error
  }
}

/** Makes the first key. If another instance is quicker, ours is deleted again and theirs is returned. */
async function makeFirstKey(alg: SigningAlgorithm): Promise<SigningKey> {
  const known = await db().signingKey.findMany({ where: { alg }, select: { kid: true } })
  const current = findCurrentKey(await readSigningKeys(), alg)
  if (current) return current
  // All known rows are encrypted under another SECRET_KEY, so they are not keys of another instance.
  const row = await makeKeyRow(alg, new Date())
  const foreign = Prisma.join([row.kid, ...known.map(({ kid }) => kid)])
  await db().$transaction([
    ...(getEngine() === 'postgresql' ? [firstKeyLock()] : []),
    db().signingKey.create({ data: row, select: { kid: true } }),
    db().$executeRaw`DELETE FROM "SigningKey" WHERE "kid" = ${row.kid} AND EXISTS
      (SELECT 1 FROM "SigningKey" o
        WHERE o."expiresAt" IS NULL AND o."alg" = ${alg} AND o."kid" NOT IN (${foreign}))`,
  ])
  const key = findCurrentKey(await readSigningKeys(), alg)
  if (!key) throw new Error('The first signing key was written, but it cannot be read back.')
  if (key.kid === row.kid) await rotationAuditInsert(row, null)
  return key
}

/** Makes a key pair that signs by `alg` from `activeAt` on, as a row to insert. */
export async function makeKeyRow(alg: SigningAlgorithm, activeAt: Date) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const [jwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)])
  const kid = await calculateJwkThumbprint(publicJwk)
  return {
    kid,
    activeAt,
    alg,
    createdAt: new Date(),
    publicKey: JSON.stringify(publicJwk),
    privateKey: await wrapKey(jwk),
  }
}

/** The query that records a new key. @param reason why it replaces the others, if not for its age or by request. */
export function rotationAuditInsert(
  { kid, activeAt }: { kid: string; activeAt: Date },
  actor: AuditEvent['actor'],
  reason?: 'compromised',
) {
  return auditInsert({
    action: 'key_rotate',
    result: 'ok',
    actor,
    target: { uid: kid },
    detail: { signsFrom: activeAt.toISOString(), ...(reason && { reason }) },
  })
}

function firstKeyLock() {
  return db().$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${FIRST_KEY_LOCK})`
}
