import { readListId } from '#lib/http/list-id.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { withdrawInvitation } from '#lib/users/invitations/change-invitation.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    await withdrawInvitation(viewer, readListId(await params))
    return noContent()
  },
})
