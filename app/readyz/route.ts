import { requireReadiness } from '#lib/health/readiness.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET() {
    await requireReadiness()
    return json({ status: 'ready' })
  },
})
