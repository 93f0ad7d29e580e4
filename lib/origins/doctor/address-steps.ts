import { isLoopback } from '#lib/cors/origin.ts'
import type { CallFacts } from './call.ts'
import { askAgain } from './question.ts'
import { RULES, type Step } from './step.ts'

/** What must hold before anything is sent: the page calls this server by its name, over TLS that browsers accept. */
export function buildAddressSteps(facts: CallFacts): Step[] {
  return [...buildAddressStep(facts), ...buildCertificateStep(facts)]
}

/** None when the page calls PUBLIC_URL, as most do. */
function buildAddressStep({ question, server, publicUrl }: CallFacts): Step[] {
  if (server.origin === publicUrl.origin) return []
  const isPair = [server, publicUrl].every(({ hostname }) => isLoopback(hostname))
  const ok = isPair && server.port === publicUrl.port && server.protocol === publicUrl.protocol
  return [
    {
      id: 'address',
      title: 'The address of the server',
      side: 'browser',
      lines: [`Host: ${server.host}`],
      ok,
      cause: describeAddress(server, publicUrl, ok),
      rule: RULES.address,
      fix: askAgain(question, { server: '' }, `Write ${publicUrl.origin} in your page`),
    },
  ]
}

function describeAddress(server: URL, publicUrl: URL, ok: boolean): string {
  const names = `The page calls ${server.origin}, and the address of this server (PUBLIC_URL) is ${publicUrl.origin}.`
  if (ok) {
    return `${names} Both lead here, but a browser keeps the cookies of each name apart: who signs in at one is not signed in at the other.`
  }
  if (server.hostname === publicUrl.hostname && publicUrl.protocol === 'https:') {
    return `${names} Over plain http the proxy refuses every call (403 https_required), so that no password crosses the network in clear text.`
  }
  return `${names} Another address leads elsewhere or has another certificate, and it has cookies of its own.`
}

function buildCertificateStep({ publicUrl, certificateFault }: CallFacts): Step[] {
  if (certificateFault === null) return []
  return [
    {
      id: 'certificate',
      title: 'The certificate',
      side: 'browser',
      lines: [],
      ok: false,
      cause: `Browsers do not accept the certificate of ${publicUrl.host}: ${certificateFault}. A script gets “TypeError: Failed to fetch”, as if the server were down; a tab that opens ${publicUrl.origin} shows the warning.`,
      rule: RULES.certificate,
      fix: {
        label:
          'Get a certificate for this name, for example by certbot; with a CA of your own, install it in the browsers and start the server with NODE_EXTRA_CA_CERTS',
      },
    },
  ]
}
