import { readJson } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { sayNotMe } from '#lib/users/not-me.ts'
import { TicketUse } from '#lib/users/ticket-use.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const use = await readJson(request, TicketUse)
    await sayNotMe(use, readClientAddress(request.headers))
    return noContent()
  },
})
