import { exportEvents } from '#lib/audit/export.ts'
import { AuditExportQuery } from '#lib/audit/schema.ts'
import { readQuery } from '#lib/http/body.ts'
import { refuseForeignDownload } from '#lib/server/refuse-cross-site.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { answerOrStepUp } from '#lib/sign-in/answer-or-step-up.ts'

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json' }

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    await refuseForeignDownload(request)
    const viewer = await requireSession(request)
    const query = readQuery(request, AuditExportQuery)
    const { format } = query
    const headers = {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="latchkey-activity.${format}"`,
    }
    return answerOrStepUp(request, async () => {
      return new Response(await exportEvents(viewer, query), { headers })
    })
  },
})
