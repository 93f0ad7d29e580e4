import { z } from 'zod'
import { denyAccess } from '#lib/audit/deny-access.ts'
import { recordEvent } from '#lib/audit/record-event.ts'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { UserJson } from '#lib/identity/user-json.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { EXPORT_PAGE_SIZE, openExportFile } from '#lib/lists/export-file.ts'
import { listUncounted } from './list.ts'
import { UserQuery } from './schema.ts'

/** Which users to export, and in which order: the query of the list without its pages. */
export const ExportQuery = UserQuery.pick({ q: true, sort: true, role: true, status: true }).extend(
  {
    format: z.enum(['csv', 'json'], 'format must be csv or json.').default('csv'),
  },
)
export type ExportQuery = z.output<typeof ExportQuery>

const COLUMNS = [
  'id',
  'uid',
  'name',
  'role',
  'email',
  'emailVerified',
  'dob',
  'joined',
  'lastSignIn',
  'disabled',
] as const

/**
 * Exports every user who matches, as a file. A user who is added or deleted during the export shifts nobody else. The
 * stream breaks off if the viewer is signed out, disabled or demoted.
 * @throws Problem 403 if the viewer is not an administrator, 401 `step_up_required`.
 */
export async function exportUsers(
  viewer: Viewer,
  { format, ...query }: ExportQuery,
): Promise<ReadableStream<Uint8Array>> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'users_export')
  requireProof(viewer, 'users_export')
  const file = await openExportFile<UserJson>(
    { format, columns: COLUMNS, valuesOf },
    async after => {
      if (after) await recheckViewer(viewer)
      const { users, next } = await listUncounted(viewer, {
        ...query,
        limit: EXPORT_PAGE_SIZE,
        after,
      })
      return { items: users, next }
    },
  )
  await recordEvent({ action: 'users_export', result: 'ok', actor: viewer, detail: { format } })
  return file
}

function valuesOf(user: UserJson) {
  return COLUMNS.map(column => user[column])
}
