import { refuseForeignDownload } from '#lib/server/refuse-cross-site.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { answerOrStepUp } from '#lib/sign-in/answer-or-step-up.ts'
import { exportOwnData } from '#lib/users/own-data.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    await refuseForeignDownload(request)
    const viewer = await requireSession(request)
    // Every character of a uid is allowed in a quoted string and in a file name.
    const disposition = `attachment; filename="latchkey-${viewer.uid}.json"`
    const headers = { 'Content-Type': 'application/json', 'Content-Disposition': disposition }
    return answerOrStepUp(request, async () => {
      return new Response(await exportOwnData(viewer), { headers })
    })
  },
})
