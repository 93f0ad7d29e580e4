import { ClientMetadataQuery, requireFedcmClient } from '#lib/fedcm/client-metadata.ts'
import { requireWebIdentity } from '#lib/fedcm/require-web-identity.ts'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    requireWebIdentity(request)
    await requireFedcmClient(readQuery(request, ClientMetadataQuery).client_id)
    return json({}, { headers: EMBEDDABLE })
  },
})
