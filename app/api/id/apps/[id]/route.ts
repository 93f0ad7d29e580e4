import { withdrawAccess } from '#lib/clients/apps.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    const { id = '' } = await params
    await withdrawAccess(viewer, id)
    return noContent()
  },
})
