import { clientModule } from '#lib/generated/client.ts'
import { makePublished, makePublishedReply } from '#lib/published/published.ts'
import { route } from '#lib/server/route.ts'

const module = makePublished('text/javascript', clientModule)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return makePublishedReply(request, module)
  },
})
