import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { type KeyPair, unwrapKey, wrapKey } from './wrap.ts'

/** A key pair that signs access tokens from `activeAt` on; published until `expiresAt`, if it is replaced. */
export type SigningKey = KeyPair & {
  kid: string
  /** That of its tokens, as it stands in them. */
  header: string
  activeAt: Date
  expiresAt: Date | null
}

type Row = { kid: string; privateKey: string; activeAt: Date; expiresAt: Date | null }
type Held = {
  readAt: number
  keys: readonly SigningKey[]
  /** By their encrypted form, so that a key is opened once. */
  opened: ReadonlyMap<string, KeyPair | null>
  reading: Promise<readonly SigningKey[]> | null
}

/** How old a list of keys may be, in milliseconds: every instance knows a new key before it signs. */
const KEYS_MAX_AGE_MS = 10_000

/**
 * The keys that are published, in the order in which they sign: a list no older than `maxAge` milliseconds.
 * What no key of SECRET_KEY opens is not among them.
 */
export async function listSigningKeys(maxAge = KEYS_MAX_AGE_MS): Promise<readonly SigningKey[]> {
  const holder = held()
  const now = Date.now()
  if (now - holder.readAt >= maxAge) {
    holder.reading ??= readSigningKeys().finally(() => {
      holder.reading = null
    })
    await awaitInTime(holder.reading)
  }
  return holder.keys.filter(key => key.expiresAt === null || +key.expiresAt > now)
}

/** The same as the database has it now. Deletes what is no longer published. */
export async function readSigningKeys(): Promise<readonly SigningKey[]> {
  const now = new Date()
  const rows = await db().signingKey.findMany({
    select: { kid: true, privateKey: true, activeAt: true, expiresAt: true },
    orderBy: [{ activeAt: 'asc' }, { kid: 'asc' }],
  })
  const isOver = (row: Row) => row.expiresAt !== null && row.expiresAt <= now
  if (rows.some(isOver)) {
    await db().signingKey.deleteMany({ where: { expiresAt: { lte: now } } })
  }
  const holder = held()
  const opened = new Map<string, KeyPair | null>()
  const keys: SigningKey[] = []
  for (const row of rows) {
    if (isOver(row)) continue
    const pair = holder.opened.get(row.privateKey) ?? (await open(row))
    opened.set(row.privateKey, pair)
    if (!pair) continue
    const { kid, activeAt, expiresAt } = row
    const header = Buffer.from(JSON.stringify(buildAccessTokenHeader(kid))).toString('base64url')
    keys.push({ ...pair, kid, header, activeAt, expiresAt })
  }
  Object.assign(holder, { opened, keys, readAt: +now })
  return keys
}

/** The header of every access token that the key `kid` signs (RFC 9068 §2.1). */
export const buildAccessTokenHeader = (kid: string) => ({ alg: 'ES256', kid, typ: 'at+jwt' })

const held = () =>
  onePerProcess(
    'signing-keys',
    (): Held => ({ readAt: 0, keys: [], opened: new Map(), reading: null }),
  )

/** Opens a key; one that an older key of SECRET_KEY opened is encrypted under the first. */
async function open({ kid, privateKey }: Row): Promise<KeyPair | null> {
  const unwrapped = await unwrapKey(privateKey, kid)
  if (unwrapped && !unwrapped.current) {
    await db().signingKey.updateMany({
      where: { kid, privateKey },
      data: { privateKey: await wrapKey(unwrapped.jwk) },
    })
  }
  return unwrapped?.pair ?? null
}
