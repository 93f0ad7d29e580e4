import { json } from '#lib/http/json.ts'
import { readUserinfo } from '#lib/oauth/userinfo.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    return json(await readUserinfo(request))
  },
  async POST(request) {
    return json(await readUserinfo(request))
  },
})
