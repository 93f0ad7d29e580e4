import { readJson } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { verifyAddress } from '#lib/users/addresses/verify-address.ts'
import { TicketUse } from '#lib/users/ticket-use.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const use = await readJson(request, TicketUse)
    await verifyAddress(use, readClientAddress(request.headers))
    return noContent()
  },
})
