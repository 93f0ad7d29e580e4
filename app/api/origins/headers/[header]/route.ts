import { noContent } from '#lib/http/reply.ts'
import { removeHeader } from '#lib/origins/headers.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    const { header = '' } = await params
    await removeHeader(viewer, header.toLowerCase())
    return noContent()
  },
})
