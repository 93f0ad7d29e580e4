import { connect, type PeerCertificate } from 'node:tls'
import { env } from '#lib/env/env.ts'
import { type Finding, fault, ok } from './finding.ts'

const CHECK = 'TLS'
const DAY_MS = 24 * 60 * 60 * 1000

/** certbot renews 30 days before the end, so that fewer than these mean that it does not. */
const MIN_DAYS_LEFT = 14

/** Whether the certificate at PUBLIC_URL is one that browsers take, and for how long. */
export async function checkTls(): Promise<Finding> {
  const { publicUrl } = env()
  if (publicUrl.protocol === 'http:') {
    return ok(CHECK, 'None: PUBLIC_URL is this machine alone, on plain http.')
  }
  const found = await readCertificate(publicUrl).catch((error: Error) => error)
  if (found instanceof Error) {
    const says = `No TLS is spoken at ${publicUrl.host}: ${found.message}.`
    return fault(CHECK, says, 'Set up a certificate in the proxy, as deploy/nginx.md says.')
  }
  const { certificate, refusal } = found
  const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / DAY_MS)
  if (refusal) {
    const says = `Browsers refuse the certificate: ${refusal}.`
    return fault(CHECK, says, `Get one for ${publicUrl.hostname}, as by certbot, with its chain.`)
  }
  if (days < MIN_DAYS_LEFT) {
    const says = `The certificate ends in ${days} days.`
    return fault(CHECK, says, 'See why it was not renewed: run certbot renew --dry-run.')
  }
  return ok(CHECK, `The certificate for ${publicUrl.hostname} is valid for ${days} more days.`)
}

type FoundCertificate = { certificate: PeerCertificate; refusal: string | null }

/** The certificate whatever it is worth, and why Node refuses it, by the authorities that it knows. */
function readCertificate({ hostname, port }: URL): Promise<FoundCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      servername: /^[\d.]+$|:/.test(hostname) ? '' : hostname,
      port: Number(port || 443),
      rejectUnauthorized: false,
      timeout: 10_000,
    })
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate()
      const { authorizationError: error } = socket
      socket.end()
      resolve({ certificate, refusal: error ? String(error.message ?? error) : null })
    })
    socket.once('timeout', () => socket.destroy(new Error('it does not answer')))
    socket.once('error', reject)
  })
}
