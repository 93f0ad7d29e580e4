import type { Access } from '#lib/cors/access.ts'
import type { UserRow } from './user-row.ts'

/** A page of another origin that asks in the name of a user, and what it may do in that name. */
export type AskingPage = { origin: string; access: Access }

/** Who asks: a signed-in user, the session that they use, and when they last proved in it who they are. */
export type Viewer = UserRow & {
  sessionId: string
  provenAt: Date
  /** The same for each way, as the session keeps it; see lib/proofs/proof-times.ts. */
  proofs: string
  /** Null for pages of our own, and for programs that signed in by themselves. */
  page: AskingPage | null
}

/** What decides on the rights of a viewer. */
export type Asker = Pick<Viewer, 'id' | 'role' | 'page'>

/** The `sessionId` of the operator of the command line, who has no session. */
export const NO_SESSION = ''
