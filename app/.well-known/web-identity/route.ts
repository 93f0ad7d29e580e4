import { env } from '#lib/env/env.ts'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { json } from '#lib/http/json.ts'
import { describeWebIdentity } from '#lib/origins/web-identity.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET() {
    const headers = { ...EMBEDDABLE, 'Cache-Control': 'public, max-age=300' }
    return json(describeWebIdentity(env().publicUrl).file, { headers })
  },
})
