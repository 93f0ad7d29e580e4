import { readQuery } from '#lib/http/body.ts'
import { refuseForeignDownload } from '#lib/server/refuse-cross-site.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { answerOrStepUp } from '#lib/sign-in/answer-or-step-up.ts'
import { ExportQuery, exportUsers } from '#lib/users/export.ts'

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json' }

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    await refuseForeignDownload(request)
    const viewer = await requireSession(request)
    const query = readQuery(request, ExportQuery)
    const { format } = query
    const headers = {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="latchkey-users.${format}"`,
    }
    return answerOrStepUp(request, async () => {
      return new Response(await exportUsers(viewer, query), { headers })
    })
  },
})
