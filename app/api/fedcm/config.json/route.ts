import { buildFedcmConfig } from '#lib/fedcm/fedcm-config.ts'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET() {
    const headers = { ...EMBEDDABLE, 'Cache-Control': 'public, max-age=300' }
    return json(buildFedcmConfig(), { headers })
  },
})
