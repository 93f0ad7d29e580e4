import type { PrismaClient } from '../generated/sqlite/client.ts'
import type { SessionRow } from './session-row.ts'

/** A connection to a database of either engine. */
export type Connection = {
  client: PrismaClient
  readSession(id: string): Promise<SessionRow | null>
  close(): Promise<void>
}
