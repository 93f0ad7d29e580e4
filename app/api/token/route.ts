import { readClient } from '#lib/http/client-address.ts'
import { json } from '#lib/http/json.ts'
import { invalidRequest, readParameters } from '#lib/http/parameters.ts'
import { Problem } from '#lib/http/problem.ts'
import { requireMode } from '#lib/origins/require-mode.ts'
import { route } from '#lib/server/route.ts'
import { issueTokens, startBySession } from '#lib/sessions/bearer-session.ts'
import { refreshSession } from '#lib/sessions/refresh.ts'
import { readResource } from '#lib/sessions/resource.ts'
import { requireCookieSession } from '#lib/sessions/session.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'

// RFC 6749 §4.3.2 calls the uid `username`.
const NAMES = ['grant_type', 'uid', 'username', 'password', 'refresh_token', 'resource'] as const

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    requireMode(request.headers, 'bearer')
    const { values, isForm } = await readParameters(request, NAMES)
    const { grant_type, password, refresh_token } = values
    const uid = (values.uid ?? values.username)?.trim()
    const client = readClient(request.headers)
    const resource = readResource(values.resource)
    switch (grant_type) {
      case 'password': {
        if (!uid || !password) throw invalidRequest('This grant needs uid and password.')
        const { user, session } = await signIn({ uid, password }, client, {
          kind: 'bearer',
          resource,
        })
        return json(await issueTokens(user, session, { grant: 'password', resource }))
      }
      case 'refresh_token':
        if (!refresh_token) throw invalidRequest('This grant needs refresh_token.')
        return json(
          await refreshSession(refresh_token, client.address, values.resource && resource),
        )
      case 'session':
      case undefined:
        // A form is sent without a preflight (Fetch §4.9), and this grant relies on the cookie.
        if (isForm) throw invalidRequest('Name another grant_type, or send JSON.')
        return json(await startBySession(await requireCookieSession(request), client, resource))
      default:
        throw new Problem(400, 'unsupported_grant_type', 'There is no such grant here.')
    }
  },
})
