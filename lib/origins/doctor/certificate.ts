import { connect, type PeerCertificate } from 'node:tls'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const MAX_AGE_MS = 60_000

type Known = { fault: Promise<string | null>; readAt: number }

/**
 * Why browsers refuse the certificate at `url`; null when they accept it, when there is none, and when nothing answers.
 * Asks at most once a minute.
 */
export function findCertificateFault(url: URL): Promise<string | null> {
  if (url.protocol !== 'https:') return Promise.resolve(null)
  const known = onePerProcess('certificate', (): Known => ({ fault: findNothing(), readAt: 0 }))
  if (Date.now() - known.readAt > MAX_AGE_MS) {
    known.readAt = Date.now()
    known.fault = readCertificate(url, 3000).then(({ refusal }) => refusal, findNothing)
  }
  return known.fault
}

const findNothing = async () => null

type FoundCertificate = { certificate: PeerCertificate; refusal: string | null }

const REFUSALS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not one that browsers know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known, or its chain is not complete',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its chain is not complete',
  CERT_HAS_EXPIRED: 'it has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
}

/** Reads the certificate, valid or not. `refusal` is why Node, or `ca` alone, does not trust it, null if they do. */
export function readCertificate(
  { hostname, port }: URL,
  timeoutMs: number,
  ca?: string[],
): Promise<FoundCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      servername: /^[\d.]+$|:/.test(hostname) ? '' : hostname,
      port: Number(port || 443),
      rejectUnauthorized: false,
      ...(ca && { ca }),
      timeout: timeoutMs,
    })
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate()
      const { authorizationError: error } = socket
      socket.end()
      resolve({ certificate, refusal: error ? describeRefusal(error) : null })
    })
    socket.once('timeout', () => socket.destroy(new Error('it does not answer')))
    socket.once('error', reject)
  })
}

/** Node gives the code in place of the error, or the error itself. */
function describeRefusal(error: Error & { code?: string }): string {
  const code = error.code ?? String(error)
  return REFUSALS[code] ?? error.message ?? code
}
