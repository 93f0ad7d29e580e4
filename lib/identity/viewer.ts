import type { UserRow } from './user-row.ts'

/** Who asks: a signed-in user, the session that they use, and when they last proved in it who they are. */
export type Viewer = UserRow & {
  sessionId: string
  provenAt: Date
  /** The same for each way, as the session keeps it; see lib/proofs/proof-times.ts. */
  proofs: string
}

/** The `sessionId` of the operator of the command line, who has no session. */
export const NO_SESSION = ''
