import { Prisma } from '#lib/generated/sqlite/client.ts'
import { db } from './db.ts'

/** The tables that are written by the hundred, and their columns. */
type Columns = {
  AuditEvent: Prisma.AuditEventCreateManyInput
  Invitation: Prisma.InvitationCreateManyInput
  Mail: Prisma.MailCreateManyInput
  Ticket: Prisma.TicketCreateManyInput
}

/**
 * The query that inserts rows, for a transaction: at least one, and at most 1000. Raw, because Prisma's `createMany` takes
 * several times as long for them, in which the event loop stands still.
 * @param shared the columns that are the same in all rows.
 * @param rows the others, which are all text. Each row names them in the same order.
 */
export function rowsInsert<Table extends keyof Columns, Own extends keyof Columns[Table]>(
  table: Table,
  shared: Omit<Columns[Table], Own>,
  rows: readonly { [column in Own]: string | null }[],
) {
  const names = [...Object.keys(shared), ...Object.keys(rows[0] ?? {})]
  const columns = Prisma.raw(names.map(name => `"${name}"`).join(', '))
  const own = rows.map(row => Prisma.sql`(${Prisma.join(Object.values(row))})`)
  return db().$executeRaw`INSERT INTO ${Prisma.raw(`"${table}"`)} (${columns})
    SELECT ${Prisma.join(Object.values(shared))}, own.* FROM (VALUES ${Prisma.join(own)}) AS own`
}
