import { env } from '#lib/env/env.ts'
import { SEAL_HEADER, sealBody } from '#lib/origins/internal-seal.ts'
import type { Installation } from '#lib/server/installation/installation.ts'

/** An address that nobody has (RFC 5737), so that it can only come from our made-up header. */
export const MADE_UP_ADDRESS = '203.0.113.77'

/** How the server saw our call, which claimed to come from {@link MADE_UP_ADDRESS}, and what it runs with. */
export type Arrival = { address: string; forwarded: string; installation: Installation }

/** `said` is the JSON of the answer, `secret` the key of SECRET_KEY by which the call was sealed. */
export type Call = {
  answer: Response
  said: Partial<Arrival> & { code?: string }
  /** Null when something else answered than a server of this version with that key. */
  arrival: Arrival | null
  secret: string
}

/**
 * Calls POST /api/doctor of the server at `base`. While a key is being replaced, the server may know only the second
 * key of SECRET_KEY: each is tried.
 * @throws what `fetch` throws without an answer.
 */
export async function callServer(base: URL): Promise<Call> {
  const { secretKeys } = env()
  let last: Call | undefined
  for (const secret of secretKeys) {
    last = await callWith(secret, base)
    if (last.said.code !== 'unknown_path') break
  }
  if (!last) throw new Error('There is no SECRET_KEY.')
  return last
}

async function callWith(secret: string, base: URL): Promise<Call> {
  const body = '{"doctor":true}'
  const answer = await fetch(new URL('/api/doctor', base), {
    method: 'POST',
    headers: { 'X-Forwarded-For': MADE_UP_ADDRESS, [SEAL_HEADER]: await sealBody(body, secret) },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  })
  const said: Call['said'] = (await answer.json().catch(() => null)) ?? {}
  const arrival = answer.status === 200 && said.installation ? (said as Arrival) : null
  return { answer, said, arrival, secret }
}
