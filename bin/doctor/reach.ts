import { env } from '#lib/env/env.ts'
import { SEAL_HEADER, sealBody } from '#lib/origins/internal-seal.ts'
import { type Finding, fail, pass } from './finding.ts'
import { OWN_AUTHORITY_FIX } from './tls.ts'

const CHECK = 'Server'

/** An address that nobody has (RFC 5737), so that it can only come from our made-up header. */
export const MADE_UP_ADDRESS = '203.0.113.77'

/** How the server saw our call, which claimed to come from {@link MADE_UP_ADDRESS}. */
export type Arrival = {
  address: string
  forwarded: string
  settings: { trustProxy: number; publicUrl: string; cookieName: string }
}

/** The result of a call to PUBLIC_URL: `date` is the header, `at` when the answer arrived, in milliseconds since 1970. */
export type Reach = { finding: Finding; arrival: Arrival | null; date: string | null; at: number }

/** Calls the server at PUBLIC_URL, as its clients do. Never rejects. */
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
    if (isUntrusted(error)) {
      const says = `The certificate of ${origin} is not trusted here: ${describeFetchError(error)}.`
      return { finding: fail(CHECK, says, OWN_AUTHORITY_FIX), ...none }
    }
    const says = `${origin} does not answer: ${describeFetchError(error)}.`
    const fix =
      'Check that the server runs, that its name leads to it, and that no firewall is in between.'
    return { finding: fail(CHECK, says, fix), ...none }
  }
  const seen = { date: answer.headers.get('date'), at: Date.now() }
  const arrival = answer.status === 200 ? await readArrival(answer) : null
  if (leadsToItself(answer, publicUrl)) {
    const says = `${origin} redirects every call to itself (status ${answer.status}).`
    return { finding: fail(CHECK, says, CLOUDFLARE_FIX), arrival: null, ...seen }
  }
  if (!arrival) {
    const says = `${origin} answers, but is not this installation (status ${answer.status}).`
    const fix =
      'Check that PUBLIC_URL leads here, and that the server was started with this SECRET_KEY.'
    return { finding: fail(CHECK, says, fix), arrival: null, ...seen }
  }
  const { settings } = arrival
  const same =
    settings.trustProxy === trustProxy &&
    settings.publicUrl === origin &&
    settings.cookieName === cookieName
  const finding = same
    ? pass(CHECK, [`${origin} answers.`, ...noteCloudflare(answer)].join(' '))
    : fail(CHECK, 'It runs with other settings than the present ones.', 'Restart it.')
  return { finding, arrival, ...seen }
}

const CLOUDFLARE_FIX =
  'If Cloudflare stands in front, set its SSL/TLS mode to Full (strict): with Flexible it calls over plain http, which is redirected to https again. Otherwise let the proxy pass calls over https on.'

/** Whether an answer redirects to where the call went, as happens behind Cloudflare's mode "Flexible". */
function leadsToItself({ status, headers }: Response, { host }: URL): boolean {
  const target = URL.parse(headers.get('location') ?? '')
  return status >= 300 && status < 400 && target?.host === host
}

/** What nobody can see from here: how Cloudflare calls the server. */
function noteCloudflare({ headers }: Response): string[] {
  const note =
    'It is behind Cloudflare, whose SSL/TLS mode has to be Full (strict): with Flexible, passwords cross the internet in clear text.'
  return headers.has('cf-ray') ? [note] : []
}

/** Reads the answer of our server; null when something else answered. */
async function readArrival(answer: Response): Promise<Arrival | null> {
  const said: Partial<Arrival> | null = await answer.json().catch(() => null)
  return said?.settings ? (said as Arrival) : null
}

/** OpenSSL's names for a certificate that no known authority has signed. */
function isUntrusted(error: unknown): boolean {
  return /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)/.test(describeFetchError(error))
}

function describeFetchError(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } }
  return cause?.code ?? cause?.message ?? message
}
