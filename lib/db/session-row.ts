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
  verifiedEmailKey: string | null
  /** YYYY-MM-DD */
  dob: string | null
  disabled: boolean
  userCreatedAt: Date
  avatarKey: string | null
  lastSignInAt: Date
  /** When the user last proved their password in this session; 1970 means never. */
  provenAt: Date
  /** The thumbprint of the key that its tokens are bound to (RFC 9449). */
  jkt: string | null
  /** The OAuth client that it was given to, and what that may do, by blanks; '' for this server itself. */
  clientId: string
  scope: string
  /** How the user proved who they are: values of RFC 8176, by blanks. */
  amr: string
  /** When they last proved each of `amr`; see lib/proofs/proof-times.ts. */
  proofs: string
  /** The origin whose page signed in, or asked for its tokens; '' if it was not a page. */
  origin: string
}

/**
 * Builds the query for the columns that {@link toSessionRow} takes. `placeholder` stands for the session's id. A session
 * is revoked with its parent, even if it began while the parent was being revoked.
 */
export function buildSessionQuery(placeholder: '?' | '$1'): string {
  return `SELECT s."id", s."createdAt", s."lastSeenAt", s."expiresAt",
    COALESCE(s."revokedAt", p."revokedAt"), s."address",
    u."id", u."uid", u."name", u."role", u."email", u."dob", u."disabled", u."createdAt",
    u."lastSignInAt", u."avatarKey", s."provenAt", s."jkt", s."clientId", s."scope", s."amr", s."proofs",
    s."origin", u."verifiedEmailKey"
  FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    LEFT JOIN "Session" p ON p."id" = s."parentId" WHERE s."id" = ${placeholder}`
}

/** The columns of {@link buildSessionQuery} in order, as both engines return them: timestamps are text. */
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
  jkt: string | null,
  clientId: string,
  scope: string,
  amr: string,
  proofs: string,
  origin: string,
  verifiedEmailKey: string | null,
]

/** Makes a session row from the columns of {@link buildSessionQuery}. */
export function toSessionRow(columns: SessionColumns): SessionRow {
  return {
    sessionId: columns[0],
    createdAt: readTimestamp(columns[1]),
    lastSeenAt: readTimestamp(columns[2]),
    expiresAt: readTimestamp(columns[3]),
    revokedAt: columns[4] === null ? null : readTimestamp(columns[4]),
    address: columns[5],
    userId: columns[6],
    uid: columns[7],
    name: columns[8],
    role: columns[9],
    email: columns[10],
    dob: columns[11],
    disabled: Boolean(columns[12]),
    userCreatedAt: readTimestamp(columns[13]),
    lastSignInAt: readTimestamp(columns[14]),
    avatarKey: columns[15],
    provenAt: readTimestamp(columns[16]),
    jkt: columns[17],
    clientId: columns[18],
    scope: columns[19],
    amr: columns[20],
    proofs: columns[21],
    origin: columns[22],
    verifiedEmailKey: columns[23],
  }
}

// Prisma stores UTC on both engines: `2026-01-02T03:04:05.678+00:00` in SQLite, `2026-01-02 03:04:05.678` in
// Postgres, which drops trailing zeros.
function readTimestamp(text: string): Date {
  return new Date(`${text.slice(0, 10)}T${text.slice(11, 23)}Z`)
}
