import { clientModule } from '#lib/generated/client.ts'
import { published, publishedReply } from '#lib/published/published.ts'
import { route } from '#lib/server/route.ts'

const module = published('text/javascript', clientModule)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return publishedReply(request, module)
  },
})
