import { listAccounts } from '#lib/fedcm/accounts.ts'
import { requireWebIdentity } from '#lib/fedcm/require-web-identity.ts'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { findCookieSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    requireWebIdentity(request)
    const result = await findCookieSession(request.headers)
    if (!result.viewer) throw result.problem
    // The browser asks in the mode `no-cors`, as if the page embedded it; no page can (Fetch #cross-origin-resource-policy-check).
    return json(await listAccounts(result.viewer), { headers: EMBEDDABLE })
  },
})
