import { noContent } from '#lib/http/reply.ts'
import { allowAddress } from '#lib/mail/stops.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    const { address = '' } = await params
    await allowAddress(viewer, String(address))
    return noContent()
  },
})
