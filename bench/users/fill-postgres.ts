import pg from 'pg'
import type { Fill, Member } from './crowd.ts'
import { findPasswordHash } from './password.ts'

const USERS = `INSERT INTO "User" ("id", "uid", "uidKey", "name", "nameKey", "email", "emailKey", "dob", "role",
    "disabled", "version", "createdAt", "updatedAt", "lastSignInAt")
  SELECT i, u, uk, n, nk, e, ek, d, r, x, 'v' || i, c, c, s
    FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::bool[], $11::timestamp[], $12::timestamp[])
      AS t(i, u, uk, n, nk, e, ek, d, r, x, c, s)`

/** Writes users into a migrated Postgres database. Rebuilds the indexes at the end, which is faster. */
export const fillPostgres: Fill = async (databaseUrl, batches) => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows: indexes } = await client.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('User', 'SearchTerm')
       AND indexname NOT LIKE '%pkey'`,
  )
  for (const { indexname } of indexes) await client.query(`DROP INDEX "${indexname}"`)
  for await (const batch of batches) await insertBatch(client, batch)
  for (const { indexdef } of indexes) await client.query(indexdef)
  // Prisma's own inserts continue after these IDs.
  await client.query(
    `SELECT setval(pg_get_serial_sequence('"User"', 'id'), (SELECT max("id") FROM "User"))`,
  )
  await client.query('VACUUM ANALYZE')
  await client.end()
}

async function insertBatch(client: pg.Client, batch: Member[]): Promise<void> {
  const of = <K extends keyof Member>(name: K) => batch.map(m => m[name])
  const text = (
    ['uid', 'uidKey', 'name', 'nameKey', 'email', 'emailKey', 'dob', 'role'] as const
  ).map(of)
  const moments = (['createdAt', 'lastSignInAt'] as const).map(name =>
    batch.map(m => m[name].toISOString().replace('Z', '')),
  )
  await client.query(USERS, [of('id'), ...text, of('disabled'), ...moments])
  const terms = batch.flatMap(({ id, terms }) => terms.map(t => ({ id, ...t })))
  await client.query(
    'INSERT INTO "SearchTerm" ("userId", "term", "hidden") SELECT * FROM unnest($1::int[], $2::text[], $3::bool[])',
    [terms.map(t => t.id), terms.map(t => t.term), terms.map(t => t.hidden)],
  )
  await client.query(
    'INSERT INTO "Password" ("userId", "hash", "updatedAt") SELECT i, h, now() FROM unnest($1::int[], $2::text[]) AS t(i, h)',
    [of('id'), batch.map(findPasswordHash)],
  )
}
