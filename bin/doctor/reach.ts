import { isLoopback } from '#lib/cors/origin.ts'
import { env } from '#lib/env/env.ts'
import { readInstallation } from '#lib/server/installation/installation.ts'
import { type Arrival, callServer } from './call.ts'
import { findDifferences } from './differences.ts'
import { type Finding, fail, pass } from './finding.ts'
import { explainStranger } from './stranger.ts'
import { OWN_AUTHORITY_FIX } from './tls.ts'

const CHECK = 'Server'

/** The result of a call to PUBLIC_URL: `date` is the header, `at` when the answer arrived, in milliseconds since 1970. */
export type Reach = {
  findings: Finding[]
  arrival: Arrival | null
  date: string | null
  at: number
}

/**
 * Calls the server at PUBLIC_URL, as its clients do, and compares what it runs with and what is in this folder. Where it
 * is not found there, it is asked without a proxy: it may run with an earlier PUBLIC_URL. Never rejects.
 */
export async function reachServer(): Promise<Reach> {
  const { publicUrl } = env()
  const { origin } = publicUrl
  const call = await callServer(publicUrl).catch((error: Error) => error)
  if (call instanceof Error) {
    const direct = await askDirectly()
    const finding = explainSilence(call, publicUrl, direct.length > 0)
    return { findings: [finding, ...direct], arrival: null, date: null, at: 0 }
  }
  const { answer, arrival, secret } = call
  const seen = { arrival, date: answer.headers.get('date'), at: Date.now() }
  if (!arrival) return { findings: [explainStranger(call), ...(await askDirectly())], ...seen }
  const differences = await compare(arrival, secret)
  if (differences.length > 0) return { findings: differences, ...seen }
  const says = `${origin} answers, with the settings, the build and the database of this folder.`
  return { findings: [pass(CHECK, [says, ...noteCloudflare(answer)].join(' '))], ...seen }
}

async function compare({ installation }: Arrival, secret: string): Promise<Finding[]> {
  return findDifferences(installation, await readInstallation(secret))
}

/** Why nothing answers at PUBLIC_URL. @param runs whether the server answers without a proxy. */
function explainSilence(error: Error, { origin, hostname }: URL, runs: boolean): Finding {
  const why = describeFetchError(error)
  if (isUntrusted(error)) {
    return fail(
      CHECK,
      `The certificate of ${origin} is not trusted here: ${why}.`,
      OWN_AUTHORITY_FIX,
    )
  }
  const says = `${origin} does not answer: ${why}.`
  if (runs) return fail(CHECK, says, NOT_THE_SERVER)
  return fail(CHECK, says, isLoopback(hostname) ? START_HERE : START_ANYWHERE)
}

const START_HERE =
  'Start the server, or restart it if PUBLIC_URL or PORT was changed since its start.'
const START_ANYWHERE =
  'Check that the server runs, that its name leads to it, and that no firewall is in between.'
const NOT_THE_SERVER =
  'The server itself runs on this machine. Check PUBLIC_URL, the name in it, the proxy and the firewall.'

/** Where the server answers without a proxy, and how it differs; nothing when it does not. */
async function askDirectly(): Promise<Finding[]> {
  const base = readOwnAddress()
  if (base.origin === env().publicUrl.origin) return []
  const call = await callServer(base).catch(() => null)
  if (!call?.arrival) return []
  const answers = pass(CHECK, `It answers at ${base.origin}.`)
  return [answers, ...(await compare(call.arrival, call.secret))]
}

/** Where the server listens, as this machine reaches it. */
function readOwnAddress(): URL {
  const { host, port } = env()
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  return new URL(`http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`)
}

/** What nobody can see from here: how Cloudflare calls the server. */
function noteCloudflare({ headers }: Response): string[] {
  const note =
    'It is behind Cloudflare, whose SSL/TLS mode has to be Full (strict): with Flexible, passwords cross the internet in clear text.'
  return headers.has('cf-ray') ? [note] : []
}

/** OpenSSL's names for a certificate that no known authority has signed. */
function isUntrusted(error: unknown): boolean {
  return /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)/.test(describeFetchError(error))
}

function describeFetchError(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } }
  return cause?.code ?? cause?.message ?? message
}
