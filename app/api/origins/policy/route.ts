import { z } from 'zod'
import { REFUSAL_REASONS } from '#lib/cors/refusal-reasons.ts'
import { MAX_JSON_BODY_BYTES, parseInput, readBytes } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { Problem } from '#lib/http/problem.ts'
import { reloadOrigins } from '#lib/origins/follow-origins.ts'
import { isSealed, SEAL_HEADER } from '#lib/origins/internal-seal.ts'
import { recordRefusal } from '#lib/origins/refusals.ts'
import { route } from '#lib/server/route.ts'

const text = z.string().max(300)
const EdgeReport = z.object({
  refusals: z
    .array(
      z.object({
        origin: text,
        reason: z.enum(REFUSAL_REASONS),
        count: z.int().min(1).max(1e9),
        path: text,
        agent: text,
      }),
    )
    .max(200),
})

// For the edge only: it reports what it has refused, and gets the list. For anybody else it does not exist.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const body = new TextDecoder().decode(await readBytes(request, 4 * MAX_JSON_BODY_BYTES))
    if (!(await isSealed(request.headers.get(SEAL_HEADER), body))) {
      throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
    }
    const { refusals } = parseInput(EdgeReport, JSON.parse(body))
    for (const refusal of refusals) recordRefusal(refusal)
    return json(await reloadOrigins())
  },
})
