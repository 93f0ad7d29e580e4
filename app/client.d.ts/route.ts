import { published, publishedReply } from '#lib/client/published.ts'
import { clientTypes } from '#lib/generated/client.ts'
import { route } from '#lib/http/route.ts'

// Plain text, which a browser shows: it has no idea of TypeScript.
const types = published('text/plain', clientTypes)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return publishedReply(request, types)
  },
})
