import { json } from '#lib/http/json.ts'
import { grantTokens } from '#lib/oauth/token-endpoint.ts'
import { requireMode } from '#lib/origins/require-mode.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    requireMode(request.headers, 'bearer')
    return json(await grantTokens(request))
  },
})
