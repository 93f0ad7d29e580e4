import { json } from '#lib/http/json.ts'
import { invalidRequest, readParameters } from '#lib/http/parameters.ts'
import {
  authenticateClient,
  CLIENT_PARAMETERS,
  makeInvalidClient,
} from '#lib/oauth/client-authentication.ts'
import { introspectToken } from '#lib/oauth/introspect.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const { values } = await readParameters(request, ['token', ...CLIENT_PARAMETERS])
    const client = await authenticateClient(request, values)
    if (client.kind !== 'confidential') {
      throw makeInvalidClient(request, 'Only clients that prove who they are may ask this.')
    }
    if (!values.token) throw invalidRequest('Send the token as token.')
    return json(await introspectToken(values.token, client))
  },
})
