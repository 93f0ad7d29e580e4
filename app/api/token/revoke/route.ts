import { json } from '#lib/http/json.ts'
import { invalidRequest, readParameters } from '#lib/http/parameters.ts'
import { CLIENT_PARAMETERS, findAsker } from '#lib/oauth/client-authentication.ts'
import { route } from '#lib/server/route.ts'
import { revokeToken } from '#lib/sessions/revoke-token.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    // `token_type_hint` is ignored: it would save a look-up (RFC 7009 §2.1) that is fast here, and may be wrong.
    const { values } = await readParameters(request, ['token', ...CLIENT_PARAMETERS])
    if (!values.token) throw invalidRequest('Send the token as token.')
    await revokeToken(values.token, async isNeeded => {
      return (await findAsker(request, values, isNeeded))?.id ?? ''
    })
    return json({ message: 'The token is not valid any more' })
  },
})
