import type { z } from 'zod'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { EXPORT_PAGE_SIZE, openExportFile } from '#lib/lists/export-file.ts'
import { denyAccess } from './deny-access.ts'
import type { EventJson } from './event-json.ts'
import { listEvents } from './list.ts'
import { recordEvent } from './record-event.ts'
import type { AuditExportQuery } from './schema.ts'

const COLUMNS = [
  'id',
  'at',
  'action',
  'result',
  'count',
  'actor',
  'target',
  'address',
  'origin',
  'browser',
  'system',
  'requestId',
  'detail',
]

/**
 * Opens a file of all events that match the query, newest first. It leaves out those recorded after it was opened. The
 * stream breaks off if the viewer is signed out, disabled or demoted.
 * @throws Problem 401 `step_up_required`, 403 `insufficient_role`.
 */
export async function exportEvents(
  viewer: Viewer,
  { format, ...query }: z.output<typeof AuditExportQuery>,
): Promise<ReadableStream<Uint8Array>> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'audit_export')
  requireProof(viewer, 'audit_export')
  const file = await openExportFile<EventJson>(
    { format, columns: COLUMNS, valuesOf },
    async after => {
      if (after) await recheckViewer(viewer)
      const { events, next } = await listEvents(viewer, {
        ...query,
        limit: EXPORT_PAGE_SIZE,
        after,
      })
      return { items: events, next }
    },
  )
  await recordEvent({ action: 'audit_export', result: 'ok', actor: viewer, detail: { format } })
  return file
}

function valuesOf(event: EventJson) {
  return [
    event.id,
    event.at,
    event.action,
    event.result,
    event.count,
    event.actor?.uid,
    event.target?.uid,
    event.address,
    event.origin,
    event.browser,
    event.system,
    event.requestId,
    JSON.stringify(event.detail),
  ]
}
