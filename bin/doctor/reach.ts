import { env } from '#lib/env/env.ts'
import { SEAL_HEADER, sealBody } from '#lib/origins/internal-seal.ts'
import { type Finding, fault, ok } from './finding.ts'

const CHECK = 'Server'

/** An address that nobody has (RFC 5737): who writes it into a header makes it up. */
export const MADE_UP_ADDRESS = '203.0.113.77'

/** How the server saw our call, which said that it came from {@link MADE_UP_ADDRESS}. */
export type Arrival = {
  address: string
  forwarded: string
  settings: { trustProxy: number; publicUrl: string; cookieName: string }
}

/** What was learnt by calling PUBLIC_URL; `at` is when its answer was here, in milliseconds. */
export type Reach = { finding: Finding; arrival: Arrival | null; date: string | null; at: number }

/** Calls this server as the world does, by PUBLIC_URL. */
export async function reachServer(): Promise<Reach> {
  const { publicUrl, trustProxy, cookieName } = env()
  const none = { arrival: null, date: null, at: 0 }
  const { origin } = publicUrl
  const body = '{"doctor":true}'
  let answer: Response
  try {
    answer = await fetch(new URL('/api/doctor', publicUrl), {
      method: 'POST',
      headers: { 'X-Forwarded-For': MADE_UP_ADDRESS, [SEAL_HEADER]: await sealBody(body) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    })
  } catch (error) {
    const says = `${origin} does not answer: ${describeFetchError(error)}.`
    const fix =
      'See whether the server runs, whether the name leads to it, and whether a firewall is between.'
    return { finding: fault(CHECK, says, fix), ...none }
  }
  const seen = { date: answer.headers.get('date'), at: Date.now() }
  const arrival = answer.status === 200 ? await readArrival(answer) : null
  if (!arrival) {
    const says = `${origin} answers, but not as this installation (${answer.status}).`
    const fix =
      'See whether PUBLIC_URL leads here, and whether the server was started with this SECRET_KEY.'
    return { finding: fault(CHECK, says, fix), arrival: null, ...seen }
  }
  const { settings } = arrival
  const same =
    settings.trustProxy === trustProxy &&
    settings.publicUrl === origin &&
    settings.cookieName === cookieName
  const finding = same
    ? ok(CHECK, `${origin} answers.`)
    : fault(CHECK, 'It runs with other settings than those that stand here.', 'Restart it.')
  return { finding, arrival, ...seen }
}

/** What our server says; null for the answer of something else, a page perhaps. */
async function readArrival(answer: Response): Promise<Arrival | null> {
  const said: Partial<Arrival> | null = await answer.json().catch(() => null)
  return said?.settings ? (said as Arrival) : null
}

function describeFetchError(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } }
  return cause?.code ?? cause?.message ?? message
}
