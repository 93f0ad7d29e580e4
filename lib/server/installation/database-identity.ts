import { stat } from 'node:fs/promises'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { db } from '#lib/db/db.ts'

/** Which database a process uses. */
export type DatabaseIdentity = {
  /** For people, without a password. */
  place: string
  /** The file itself, whatever path leads to it; empty on Postgres, where the whole of DATABASE_URL is compared. */
  file: string
  /** What only this database contains, as the process sees it; empty when the database does not answer. */
  content: string
}

/** Finds out which database `databaseUrl` leads to. Never rejects. */
export async function readDatabaseIdentity(databaseUrl: string): Promise<DatabaseIdentity> {
  const content = await readContent().catch(() => '')
  if (readEngine(databaseUrl) === 'postgresql') {
    return { place: describePostgres(databaseUrl), file: '', content }
  }
  const place = resolveSqlitePath(databaseUrl)
  const file = await stat(place).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => place,
  )
  return { place, file, content }
}

function describePostgres(databaseUrl: string): string {
  const { username, host, pathname, searchParams } = new URL(databaseUrl)
  const user = searchParams.get('user') ?? decodeURIComponent(username)
  return `${user && `${user}@`}${searchParams.get('host') ?? host}${pathname}`
}

/** The signing keys, which a restore replaces, and the first user, whom a copy made before their first use shares. */
async function readContent(): Promise<string> {
  const [keys, first] = await Promise.all([
    db().signingKey.findMany({ select: { kid: true }, orderBy: { kid: 'asc' } }),
    db().user.findFirst({ select: { id: true, createdAt: true }, orderBy: { id: 'asc' } }),
  ])
  return JSON.stringify([keys.map(({ kid }) => kid), first?.id, first?.createdAt])
}
