import { publishedReply } from '#lib/client/published.ts'
import { route } from '#lib/http/route.ts'
import { publishedDocument } from '#lib/openapi/published-document.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return publishedReply(request, publishedDocument())
  },
})
