import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { uncountedPage } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { InvitationQuery } from '#lib/users/invitations/invitation-json.ts'
import { inviteUsers, requireInviter } from '#lib/users/invitations/invite-users.ts'
import { listInvitations } from '#lib/users/invitations/list-invitations.ts'
import { readInvitations } from '#lib/users/invitations/read-invitations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    const query = readQuery(request, InvitationQuery)
    const { invitations, ...neighbours } = await listInvitations(viewer, query)
    return uncountedPage(request, invitations, neighbours)
  },
  async POST(request) {
    const viewer = await requireSession(request)
    requireInviter(viewer)
    const { rows, ignored } = await readInvitations(request)
    return json({ ...(await inviteUsers(viewer, rows)), ignored }, { status: 202 })
  },
})
