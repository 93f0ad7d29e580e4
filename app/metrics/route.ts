import { Problem } from '#lib/http/problem.ts'
import { EXPOSITION_TYPE, formatExposition } from '#lib/metrics/exposition.ts'
import { mayReadMetrics } from '#lib/server/metrics/may-read.ts'
import { readServerMetrics } from '#lib/server/metrics/relay.ts'
import { route } from '#lib/server/route.ts'

// For anybody who may not read it, it does not exist (ASVS v5.0.0-13.4.5).
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    if (!mayReadMetrics(request.headers)) {
      throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
    }
    const text = formatExposition(await readServerMetrics())
    return new Response(text, { headers: { 'Content-Type': EXPOSITION_TYPE } })
  },
})
