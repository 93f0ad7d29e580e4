import { publishedSignIn } from '#lib/published/client.ts'
import { makePublishedReply } from '#lib/published/published.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return makePublishedReply(request, publishedSignIn)
  },
})
