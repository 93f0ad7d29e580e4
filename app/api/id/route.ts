import { requireSession } from '#lib/auth/session.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/http/route.ts'
import { userJson } from '#lib/users/user-json.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    return json(userJson(viewer, viewer))
  },
})
