import type { UserRow } from './user-row.ts'

/** Who asks: a signed-in user, the session by which they are, and when they last proved who they are in it. */
export type Viewer = UserRow & { sessionId: string; provenAt: Date }
