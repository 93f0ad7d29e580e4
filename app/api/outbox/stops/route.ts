import { json } from '#lib/http/json.ts'
import { listStops } from '#lib/mail/stops.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return json(await listStops(await requireSession(request)))
  },
})
