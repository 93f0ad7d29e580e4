import { rootCertificates } from 'node:tls'
import { env } from '#lib/env/env.ts'
import { readCertificate } from '#lib/origins/doctor/certificate.ts'
import { type Finding, fail, pass } from './finding.ts'

const CHECK = 'TLS'
const DAY_MS = 24 * 60 * 60 * 1000
const TIMEOUT_MS = 10_000

/** certbot renews 30 days before the end, so with fewer days than this it does not work. */
const MIN_DAYS_LEFT = 14

/** Checks that browsers accept the certificate at PUBLIC_URL, and for how long. */
export async function checkTls(): Promise<Finding> {
  const { publicUrl } = env()
  if (publicUrl.protocol === 'http:') {
    return pass(CHECK, 'Not needed: PUBLIC_URL is plain http on this machine.')
  }
  const found = await readCertificate(publicUrl, TIMEOUT_MS).catch((error: Error) => error)
  if (found instanceof Error) {
    const says = `There is no TLS at ${publicUrl.host}: ${found.message}.`
    return fail(CHECK, says, 'Set up a certificate in the proxy, see deploy/nginx.md.')
  }
  const { certificate, refusal } = found
  const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / DAY_MS)
  if (refusal) {
    const says = `Browsers refuse the certificate: ${refusal}.`
    const fix = `Get a certificate for ${publicUrl.hostname} with its full chain, for example by certbot. ${OWN_AUTHORITY_FIX}`
    return fail(CHECK, says, fix)
  }
  if (days < MIN_DAYS_LEFT) {
    const says = `The certificate expires in ${days} days.`
    return fail(CHECK, says, 'Run certbot renew --dry-run to see why it was not renewed.')
  }
  const says = `The certificate for ${publicUrl.hostname} is valid for ${days} more days.`
  return pass(CHECK, (await isPublic(publicUrl)) ? says : `${says} ${PRIVATE}`)
}

/** What to do with a certificate that nobody but the operator vouches for. */
export const OWN_AUTHORITY_FIX =
  'If it is signed by itself or by an authority of your own, set NODE_EXTRA_CA_CERTS in .env to the file of that certificate or authority.'

const PRIVATE =
  'It is trusted by NODE_EXTRA_CA_CERTS: browsers refuse it until they are told of it, too.'

/** Whether browsers know the authority by themselves. */
async function isPublic(publicUrl: URL): Promise<boolean> {
  if (!process.env.NODE_EXTRA_CA_CERTS) return true
  const { refusal } = await readCertificate(publicUrl, TIMEOUT_MS, [...rootCertificates])
  return refusal === null
}
