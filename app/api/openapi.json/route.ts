import { publishedReply } from '#lib/published/published.ts'
import { publishedDocument } from '#lib/reference/published-document.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return publishedReply(request, publishedDocument())
  },
})
