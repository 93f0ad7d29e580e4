import { json } from '#lib/http/json.ts'
import { readListId } from '#lib/http/list-id.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { resendInvitation } from '#lib/users/invitations/change-invitation.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request, { params }) {
    const viewer = await requireSession(request)
    return json(await resendInvitation(viewer, readListId(await params)))
  },
})
