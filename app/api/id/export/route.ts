import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { exportOwnData } from '#lib/users/own-data.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    // Every character of a uid is allowed in a quoted string and in a file name.
    const disposition = `attachment; filename="latchkey-${viewer.uid}.json"`
    const text = JSON.stringify(await exportOwnData(viewer), null, 2)
    return new Response(text, {
      headers: { 'Content-Type': 'application/json', 'Content-Disposition': disposition },
    })
  },
})
