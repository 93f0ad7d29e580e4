import { json } from '#lib/http/json.ts'
import { invalidRequest, readParameters } from '#lib/http/parameters.ts'
import { route } from '#lib/server/route.ts'
import { revokeToken } from '#lib/sessions/revoke-token.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    // `token_type_hint` is ignored: it would save a look-up (RFC 7009 §2.1) that is fast here, and may be wrong.
    const { values } = await readParameters(request, ['token'])
    if (!values.token) throw invalidRequest('Send the token as token.')
    await revokeToken(values.token)
    return json({ message: 'The token is not valid any more' })
  },
})
