import { Problem } from '#lib/http/problem.ts'
import { EXPOSITION_TYPE, exposition } from '#lib/metrics/exposition.ts'
import { mayReadFigures } from '#lib/server/metrics/may-read.ts'
import { serverFigures } from '#lib/server/metrics/relay.ts'
import { route } from '#lib/server/route.ts'

// For everybody else it is not there (ASVS v5.0.0-13.4.5).
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    if (!mayReadFigures(request.headers)) {
      throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
    }
    const text = exposition(await serverFigures())
    return new Response(text, { headers: { 'Content-Type': EXPOSITION_TYPE } })
  },
})
