import { json } from '#lib/http/json.ts'
import { pushRequest } from '#lib/oauth/push-request.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    return json(await pushRequest(request), { status: 201 })
  },
})
