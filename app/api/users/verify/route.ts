import { env } from '#lib/env/env.ts'
import { readJson } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { created } from '#lib/http/reply.ts'
import { toOwnUserJson } from '#lib/identity/user-json.ts'
import { route } from '#lib/server/route.ts'
import { openAccount } from '#lib/users/sign-up/open-account.ts'
import { TicketUse } from '#lib/users/ticket-use.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const use = await readJson(request, TicketUse)
    const user = await openAccount(use, readClientAddress(request.headers))
    return created(toOwnUserJson(user, env()), `/api/users/${encodeURIComponent(user.uid)}`)
  },
})
