import { z } from 'zod'
import { forbidden } from '#lib/audit/forbidden.ts'
import { record } from '#lib/audit/record.ts'
import type { Viewer } from '#lib/auth/session.ts'
import { csvLine } from './csv-line.ts'
import { listUsers, type UserPage } from './list.ts'
import { isAdmin } from './role.ts'
import { UserQuery } from './schema.ts'
import type { UserJson } from './user-json.ts'

/** Which users to export, in which order: the list's query, without its pages. */
export const ExportQuery = UserQuery.pick({ q: true, sort: true, role: true, status: true }).extend(
  {
    format: z.enum(['csv', 'json'], 'format must be csv or json.').default('csv'),
  },
)
export type ExportQuery = z.output<typeof ExportQuery>

/** How many users are in memory at a time. */
const PAGE = 1000

const COLUMNS = [
  ...(['id', 'uid', 'name', 'role', 'email', 'dob'] as const),
  ...(['joined', 'lastSignIn', 'disabled'] as const),
]

/** The file's beginning, a user of it, what parts two users, and its end. */
const FORMATS = {
  csv: { head: csvLine(COLUMNS), row: csvRow, between: '', foot: '' },
  json: {
    head: '[\n',
    row: (user: UserJson) => JSON.stringify(user),
    between: ',\n',
    foot: '\n]\n',
  },
}

/**
 * Every user that matches, as a file. It is read page by page as fast as the client takes it, so that its size
 * is nobody's memory; who is added or deleted meanwhile shifts nobody else.
 * @throws Problem 403 for who is no administrator. A fault after the first page breaks the stream off.
 */
export async function exportUsers(
  viewer: Viewer,
  { format, ...query }: ExportQuery,
): Promise<ReadableStream<Uint8Array>> {
  if (!isAdmin(viewer)) throw forbidden(viewer, 'users_export')
  const { head, row, between, foot } = FORMATS[format]
  const pageAfter = (after?: string) =>
    listUsers(viewer, { ...query, limit: PAGE, ...(after && { after }) })
  // Asked for before the answer begins, so that a fault here can still be one.
  let page: UserPage | null = await pageAfter()
  await record({ action: 'users_export', result: 'ok', actor: viewer, detail: { format } })
  let next: string | undefined
  let before = head
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        page ??= await pageAfter(next)
        const text = page.users.map(row).join(between)
        const { next: more } = page
        controller.enqueue(encoder.encode(before + text + (more ? '' : foot)))
        before = between
        next = more ?? undefined
        page = null
        if (!more) controller.close()
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  )
}

function csvRow(user: UserJson): string {
  return csvLine(COLUMNS.map(column => user[column]))
}
