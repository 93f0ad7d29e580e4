import { readJson } from '#lib/http/body.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { BulkChange, changeUsers } from '#lib/users/bulk.ts'

/** Enough for a thousand user IDs of 64 characters each. */
const MAX_BODY_BYTES = 128 * 1024

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const viewer = await requireSession(request)
    const change = await readJson(request, BulkChange, { limit: MAX_BODY_BYTES })
    return Response.json({ results: await changeUsers(viewer, change) })
  },
})
