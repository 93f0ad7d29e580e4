import { env } from '#lib/env/env.ts'
import { readJson } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { created } from '#lib/http/reply.ts'
import { toOwnUserJson } from '#lib/identity/user-json.ts'
import { route } from '#lib/server/route.ts'
import { acceptInvitation, InvitationUse } from '#lib/users/invitations/accept-invitation.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const use = await readJson(request, InvitationUse)
    const user = await acceptInvitation(use, use, readClientAddress(request.headers))
    return created(toOwnUserJson(user, env()), `/api/users/${encodeURIComponent(user.uid)}`)
  },
})
