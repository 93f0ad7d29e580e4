import { MAX_JSON_BODY_BYTES, readBytes } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { json } from '#lib/http/json.ts'
import { Problem } from '#lib/http/problem.ts'
import { findSealingKey, SEAL_HEADER } from '#lib/origins/internal-seal.ts'
import { readInstallation } from '#lib/server/installation/installation.ts'
import { route } from '#lib/server/route.ts'

// Tells `latchkey doctor` of this installation how its call arrived, and with what the server runs. For anybody else it
// does not exist.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const body = new TextDecoder().decode(await readBytes(request, MAX_JSON_BODY_BYTES))
    const secret = await findSealingKey(request.headers.get(SEAL_HEADER), body)
    if (secret === null) {
      throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
    }
    return json({
      address: readClientAddress(request.headers),
      forwarded: request.headers.get('x-forwarded-for') ?? '',
      installation: await readInstallation(secret),
    })
  },
})
