import { clientTypes } from '#lib/generated/client.ts'
import { makePublished, makePublishedReply } from '#lib/published/published.ts'
import { route } from '#lib/server/route.ts'

// Plain text, so that browsers show it: they do not know TypeScript.
const types = makePublished('text/plain', clientTypes)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return makePublishedReply(request, types)
  },
})
