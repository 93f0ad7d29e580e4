import Database from 'better-sqlite3'
import type { Fill, Member } from './crowd.ts'
import { findPasswordHash } from './password.ts'

/** Writes users into a migrated SQLite file. Rebuilds the indexes at the end, which takes a fraction of the time. */
export const fillSqlite: Fill = async (databaseUrl, batches) => {
  const database = new Database(databaseUrl.slice('file:'.length))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF')
  const indexes = database
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
         AND tbl_name IN ('User', 'SearchTerm')`,
    )
    .all() as { name: string; sql: string }[]
  for (const { name } of indexes) database.exec(`DROP INDEX "${name}"`)
  const user = database.prepare(
    `INSERT INTO "User" ("id", "uid", "uidKey", "name", "nameKey", "email", "emailKey", "dob", "role",
       "disabled", "version", "createdAt", "updatedAt", "lastSignInAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const term = database.prepare(
    'INSERT INTO "SearchTerm" ("userId", "term", "hidden") VALUES (?, ?, ?)',
  )
  const password = database.prepare(
    'INSERT INTO "Password" ("userId", "hash", "updatedAt") VALUES (?, ?, ?)',
  )
  const write = (all: Member[]) => {
    for (const m of all) {
      const [created, signedIn] = [toPrismaTime(m.createdAt), toPrismaTime(m.lastSignInAt)]
      const named = [m.uid, m.uidKey, m.name, m.nameKey, m.email, m.emailKey, m.dob, m.role]
      user.run(m.id, ...named, m.disabled ? 1 : 0, `v${m.id}`, created, created, signedIn)
      for (const t of m.terms) term.run(m.id, t.term, t.hidden ? 1 : 0)
      password.run(m.id, findPasswordHash(m), created)
    }
  }
  for await (const batch of batches) {
    database.exec('BEGIN')
    write(batch)
    database.exec('COMMIT')
  }
  for (const { sql } of indexes) database.exec(sql)
  database.exec('ANALYZE')
  database.close()
}

/** A time in the form in which Prisma writes it into SQLite. */
function toPrismaTime(date: Date): string {
  return date.toISOString().replace('Z', '+00:00')
}
