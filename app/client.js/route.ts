import { published, publishedReply } from '#lib/client/published.ts'
import { clientModule } from '#lib/generated/client.ts'
import { route } from '#lib/http/route.ts'

const module = published('text/javascript', clientModule)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return publishedReply(request, module)
  },
})
