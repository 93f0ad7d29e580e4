/** A session and its user, flat: all that an authenticated request needs to know. */
export type SessionRow = {
  sessionId: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  revokedAt: Date | null
  address: string
  userId: number
  uid: string
  name: string
  role: string
  email: string | null
  /** YYYY-MM-DD */
  dob: string | null
  disabled: boolean
  userCreatedAt: Date
  avatarKey: string | null
  lastSignInAt: Date
  /** When the user last proved their password in it; 1970 is never. */
  provenAt: Date
}

/** Returns the query whose columns `toSessionRow` takes; `placeholder` is where the id goes. */
export function buildSessionQuery(placeholder: '?' | '$1'): string {
  return `SELECT s."id", s."createdAt", s."lastSeenAt", s."expiresAt", s."revokedAt", s."address",
    u."id", u."uid", u."name", u."role", u."email", u."dob", u."disabled", u."createdAt",
    u."lastSignInAt", u."avatarKey", s."provenAt"
  FROM "Session" s JOIN "User" u ON u."id" = s."userId" WHERE s."id" = ${placeholder}`
}

/** The columns of `sessionQuery`, in order, as both engines give them: timestamps are text. */
export type SessionColumns = [
  sessionId: string,
  createdAt: string,
  lastSeenAt: string,
  expiresAt: string,
  revokedAt: string | null,
  address: string,
  userId: number,
  uid: string,
  name: string,
  role: string,
  email: string | null,
  dob: string | null,
  disabled: boolean | 0 | 1,
  userCreatedAt: string,
  lastSignInAt: string,
  avatarKey: string | null,
  provenAt: string,
]

export function toSessionRow(columns: SessionColumns): SessionRow {
  return {
    sessionId: columns[0],
    createdAt: instant(columns[1]),
    lastSeenAt: instant(columns[2]),
    expiresAt: instant(columns[3]),
    revokedAt: columns[4] === null ? null : instant(columns[4]),
    address: columns[5],
    userId: columns[6],
    uid: columns[7],
    name: columns[8],
    role: columns[9],
    email: columns[10],
    dob: columns[11],
    disabled: Boolean(columns[12]),
    userCreatedAt: instant(columns[13]),
    lastSignInAt: instant(columns[14]),
    avatarKey: columns[15],
    provenAt: instant(columns[16]),
  }
}

// Prisma stores UTC on both: `2026-01-02T03:04:05.678+00:00` in SQLite, `2026-01-02 03:04:05.678` in
// Postgres, which drops trailing zeros.
function instant(text: string): Date {
  return new Date(`${text.slice(0, 10)}T${text.slice(11, 23)}Z`)
}
