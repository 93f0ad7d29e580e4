import { toEventRow } from '#lib/audit/event.ts'
import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { buildSearchTerms } from '../search/term.ts'
import { buildUserColumns, type Person } from '../store.ts'

/** How many search terms one statement writes, two parameters each: SQLite takes 32,766. */
const MAX_TERMS_PER_STATEMENT = 4000

/**
 * Writes users, with their password hashes if they have any, their search terms and audit events, in one transaction: all
 * of it or nothing. For callers that have authorised already.
 * @throws Prisma's unique violation if a uid or a verified address is taken.
 */
export async function insertUsers(
  actor: { id: number; uid: string },
  people: (Person & { passwordHash?: string | undefined })[],
): Promise<void> {
  if (people.length === 0) return
  // In the order of their keys, so that two imports of the same users never deadlock.
  const data = people.map(buildUserColumns).toSorted((a, b) => (a.uidKey < b.uidKey ? -1 : 1))
  const terms = data.flatMap(row =>
    buildSearchTerms(row).map(term => ({ ...term, uidKey: row.uidKey })),
  )
  const hashes = people.flatMap(({ uid, passwordHash }) =>
    passwordHash === undefined ? [] : [{ uidKey: foldUid(uid), hash: passwordHash }],
  )
  const inserts = hashes.length > 0 ? [hashesInsert(hashes)] : []
  for (const hidden of [false, true]) {
    const group = terms.filter(term => term.hidden === hidden)
    for (let from = 0; from < group.length; from += MAX_TERMS_PER_STATEMENT) {
      inserts.push(termsInsert(group.slice(from, from + MAX_TERMS_PER_STATEMENT), hidden))
    }
  }
  const kinds = Map.groupBy(data, row => `${row.verifiedEmailKey === null} ${row.role}`)
  for (const [first, ...others] of kinds.values()) {
    if (first) inserts.push(creationAuditInsert(actor, first, [first, ...others]))
  }
  await db().$transaction([db().user.createMany({ data }), ...inserts])
}

/** Raw, because only the database knows the ids, and a batched transaction cannot use the results of its own queries. */
function termsInsert(terms: { uidKey: string; term: string }[], hidden: boolean) {
  const values = Prisma.join(terms.map(({ uidKey, term }) => Prisma.sql`(${uidKey}, ${term})`))
  return db().$executeRaw`INSERT INTO "SearchTerm" ("userId", "term", "hidden")
    SELECT u."id", t.column2, ${hidden} FROM (VALUES ${values}) AS t
    JOIN "User" u ON u."uidKey" = t.column1`
}

function hashesInsert(hashes: { uidKey: string; hash: string }[]) {
  const values = Prisma.join(hashes.map(({ uidKey, hash }) => Prisma.sql`(${uidKey}, ${hash})`))
  return db().$executeRaw`INSERT INTO "Password" ("userId", "hash", "updatedAt")
    SELECT u."id", t.column2, ${new Date()} FROM (VALUES ${values}) AS t
    JOIN "User" u ON u."uidKey" = t.column1`
}

/**
 * The query that audits that `actor` has created these users, who are of one kind, for the transaction that does so. Raw for the same
 * reason, and because Prisma takes as long for an audit event as for a user.
 */
export function creationAuditInsert(
  actor: { id: number; uid: string },
  { role, verifiedEmailKey }: { role: string; verifiedEmailKey: string | null },
  created: { uidKey: string }[],
) {
  const detail = { role, ...(verifiedEmailKey !== null && { emailVerified: true }) }
  const event = toEventRow({ action: 'user_create', result: 'ok', actor, detail })
  const { targetId: _, targetUid: __, ...row } = event
  const columns = Prisma.raw(
    Object.keys(row)
      .map(name => `"${name}"`)
      .join(', '),
  )
  return db().$executeRaw`INSERT INTO "AuditEvent" (${columns}, "targetId", "targetUid")
    SELECT ${Prisma.join(Object.values(row))}, "id", "uid" FROM "User"
    WHERE "uidKey" IN (${Prisma.join(created.map(({ uidKey }) => uidKey))})`
}
