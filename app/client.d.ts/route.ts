import { clientTypes } from '#lib/generated/client.ts'
import { published, publishedReply } from '#lib/published/published.ts'
import { route } from '#lib/server/route.ts'

// Plain text, which a browser shows: it has no idea of TypeScript.
const types = published('text/plain', clientTypes)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return publishedReply(request, types)
  },
})
