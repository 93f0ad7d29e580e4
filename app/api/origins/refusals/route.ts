import { z } from 'zod'
import { requireSession } from '#lib/auth/session.ts'
import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/http/route.ts'
import { listRefusals } from '#lib/origins/refusal-list.ts'

const RefusalQuery = z.object({
  limit: z.coerce
    .number('limit must be a number from 1 to 1000.')
    .int('limit must be a whole number.')
    .min(1, 'limit must be from 1 to 1000.')
    .max(1000, 'limit must be from 1 to 1000.')
    .default(100),
})

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    const { limit } = readQuery(request, RefusalQuery)
    return json(await listRefusals(viewer, limit))
  },
})
