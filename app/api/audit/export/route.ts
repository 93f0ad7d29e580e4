import { exportEvents } from '#lib/audit/export.ts'
import { AuditExportQuery } from '#lib/audit/schema.ts'
import { readQuery } from '#lib/http/body.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json' }

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    const query = readQuery(request, AuditExportQuery)
    const { format } = query
    return new Response(await exportEvents(viewer, query), {
      headers: {
        'Content-Type': TYPES[format],
        'Content-Disposition': `attachment; filename="latchkey-activity.${format}"`,
      },
    })
  },
})
