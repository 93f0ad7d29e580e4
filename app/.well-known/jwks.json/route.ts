import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { listPublicKeys } from '#lib/sessions/keys/rotation.ts'

// A new key waits longer than this before it signs: lib/sessions/keys/rotation.ts.
const CACHED = 'public, max-age=300'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET() {
    return json(await listPublicKeys(), { headers: { ...EMBEDDABLE, 'Cache-Control': CACHED } })
  },
})
