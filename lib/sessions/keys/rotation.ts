import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, getEngine, isMissingRow } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { logError } from '#lib/runtime/log.ts'
import { listSigningKeys, readSigningKeys, type SigningKey } from './signing-key.ts'
import { wrapKey } from './wrap.ts'

/**
 * How long a new key is published before it signs, in milliseconds. By then every instance has read it, a cache
 * has dropped the list of before (5 minutes), and jose's createRemoteJWKSet may fetch again (30 seconds).
 */
const LEAD_MS = 10 * 60_000
const KEY_LIFETIME_MS = 90 * 24 * 3600_000
/** How long an old key is published after it signed last: the longest ACCESS_TTL, and clocks that differ. */
const OVERLAP_MS = 3600_000 + 60_000

/** The lock under which the first key is made on Postgres; SQLite has one writer anyway. */
const FIRST_KEY_LOCK = 724_002

/**
 * The key that signs now. Makes the first one when there is none, and the next when this one is 90 days old;
 * however many instances do so at once, one key comes of it.
 */
export async function ensureSigningKey(): Promise<SigningKey> {
  const key = findCurrentKey(await listSigningKeys()) ?? (await makeFirstKey())
  if (key.expiresAt === null && Date.now() - +key.activeAt >= KEY_LIFETIME_MS - LEAD_MS) {
    await rotateKeys().catch(error => logError('signing key not rotated', error, { kid: key.kid }))
  }
  return key
}

/** The public keys by which others verify our access tokens (RFC 7517 §5), at most a second old. */
export async function listPublicKeys(): Promise<{ keys: JWK[] }> {
  await ensureSigningKey()
  return { keys: (await listSigningKeys(1000)).map(({ jwk }) => jwk) }
}

/**
 * Publishes a new key, which signs from `activeAt` on; the old one is published until its last token has expired.
 * @param actor who asked for it; null for the server by itself.
 * @returns the key that waits to sign, whoever has made it, and whether this call did.
 */
export async function rotateKeys(
  actor: AuditEvent['actor'] = null,
): Promise<{ kid: string; activeAt: Date; made: boolean }> {
  const last = (await readSigningKeys()).at(-1) ?? (await makeFirstKey())
  if (+last.activeAt > Date.now()) return { kid: last.kid, activeAt: last.activeAt, made: false }
  const made = await replace(last, actor)
  const { kid, activeAt } = (await readSigningKeys()).at(-1) ?? last
  return { kid, activeAt, made }
}

/** The last that is due; while none is, since the clock of whoever made it is ahead of ours, the first. */
const findCurrentKey = (keys: readonly SigningKey[]) =>
  keys.findLast(({ activeAt }) => +activeAt <= Date.now()) ?? keys[0]

/** @returns whether it was this call that replaced `old`. */
async function replace(old: SigningKey, actor: AuditEvent['actor']): Promise<boolean> {
  const row = await newRow(new Date(Date.now() + LEAD_MS))
  try {
    await db().$transaction([
      db().signingKey.update({
        where: { kid: old.kid, expiresAt: null },
        data: { expiresAt: new Date(+row.activeAt + OVERLAP_MS) },
        select: { kid: true },
      }),
      db().signingKey.create({ data: row, select: { kid: true } }),
      rotation(row, actor),
    ])
    return true
  } catch (error) {
    if (isMissingRow(error)) return false
    throw error
  }
}

/** Makes the first key, or finds the one of whoever was quicker: their row takes ours out again. */
async function makeFirstKey(): Promise<SigningKey> {
  const known = await db().signingKey.findMany({ select: { kid: true } })
  const there = findCurrentKey(await readSigningKeys())
  if (there) return there
  // What is known and not there is encrypted under another SECRET_KEY: no key for us.
  const row = await newRow(new Date())
  const foreign = Prisma.join([row.kid, ...known.map(({ kid }) => kid)])
  await db().$transaction([
    ...(getEngine() === 'postgresql' ? [lock()] : []),
    db().signingKey.create({ data: row, select: { kid: true } }),
    db().$executeRaw`DELETE FROM "SigningKey" WHERE "kid" = ${row.kid} AND EXISTS
      (SELECT 1 FROM "SigningKey" o WHERE o."expiresAt" IS NULL AND o."kid" NOT IN (${foreign}))`,
  ])
  const key = findCurrentKey(await readSigningKeys())
  if (!key) throw new Error('The first signing key was made and is not there.')
  if (key.kid === row.kid) await rotation(row, null)
  return key
}

async function newRow(activeAt: Date) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const [jwk, half] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)])
  const kid = await calculateJwkThumbprint(half)
  return {
    kid,
    activeAt,
    alg: 'ES256',
    createdAt: new Date(),
    publicKey: JSON.stringify(half),
    privateKey: await wrapKey(jwk),
  }
}

function rotation({ kid, activeAt }: { kid: string; activeAt: Date }, actor: AuditEvent['actor']) {
  return auditInsert({
    action: 'key_rotate',
    result: 'ok',
    actor,
    target: { uid: kid },
    detail: { signsFrom: activeAt.toISOString() },
  })
}

function lock() {
  return db().$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${FIRST_KEY_LOCK})`
}
