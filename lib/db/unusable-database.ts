const REFUSED = 'Postgres refuses the user or the password of DATABASE_URL. Correct them.'
const FORBIDDEN =
  'Postgres does not let the user of DATABASE_URL in from here. See its pg_hba.conf.'
const UNNAMED =
  'Postgres has no database of the name in DATABASE_URL. Create it, then run `npm run db:deploy`.'
const UNENCRYPTED =
  'Postgres and DATABASE_URL do not agree on TLS. Correct its sslmode, or the certificate of the server.'
const UNREADABLE =
  'The file of DATABASE_URL is no SQLite database. Name another one, or restore a backup.'

// The codes of Prisma (P…), Postgres (SQLSTATE) and SQLite for errors that no retry mends.
const WORDS: Record<string, string> = {
  P1000: REFUSED,
  '28P01': REFUSED,
  P1010: FORBIDDEN,
  '28000': FORBIDDEN,
  P1003: UNNAMED,
  '3D000': UNNAMED,
  P1011: UNENCRYPTED,
  SQLITE_NOTADB: UNREADABLE,
}

/** Returns why DATABASE_URL cannot be used, and what to do, or null for any other error. */
export function describeUnusableDatabase(error: unknown): string | null {
  const { code = '', cause } = error as { code?: string; cause?: { originalCode?: string } }
  // Where connecting fails, Prisma passes on the adapter's error, which has the driver's code.
  return WORDS[code] ?? WORDS[cause?.originalCode ?? ''] ?? null
}
