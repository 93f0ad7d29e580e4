import { listAccounts } from '#lib/fedcm/accounts.ts'
import { requireWebIdentity } from '#lib/fedcm/require-web-identity.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { findCookieSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    requireWebIdentity(request)
    const result = await findCookieSession(request.headers)
    if (!result.viewer) throw result.problem
    return json(await listAccounts(result.viewer))
  },
})
