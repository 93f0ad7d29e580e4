import { json } from '#lib/http/json.ts'
import { requireReadiness } from '#lib/server/health/readiness.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET() {
    await requireReadiness()
    return json({ status: 'ready' })
  },
})
