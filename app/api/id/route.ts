import { env } from '#lib/env/env.ts'
import { json } from '#lib/http/json.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    return json(toUserJson(viewer, viewer, env()))
  },
})
