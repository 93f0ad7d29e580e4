import { env } from '#lib/env/env.ts'
import { type Arrival, MADE_UP_ADDRESS } from './call.ts'
import { type Finding, fail, pass, skip } from './finding.ts'

const CHECK = 'Proxies'

/**
 * The number of proxies between here and the server, by how a call with a made-up `X-Forwarded-For` arrived: each adds
 * the address that it saw, or replaces the header with it.
 */
export function countProxies({ forwarded }: Arrival): number {
  if (forwarded === '') return 0
  const hops = forwarded.split(',').map(hop => hop.trim())
  return hops[0] === MADE_UP_ADDRESS ? hops.length - 1 : hops.length
}

/**
 * Checks that TRUST_PROXY is the number of proxies in front of the server.
 * @param arrival null when no call arrived.
 */
export function checkProxies(arrival: Arrival | null): Finding {
  if (!arrival) return skip(CHECK, 'No call reached the server.')
  const { address, installation } = arrival
  const trustProxy = Number(installation.settings.TRUST_PROXY)
  const proxies = countProxies(arrival)
  const fix =
    env().trustProxy === proxies
      ? `TRUST_PROXY=${proxies} is set here: restart the server.`
      : `Set TRUST_PROXY=${proxies} and restart the server.`
  if (address === MADE_UP_ADDRESS) {
    const says = `TRUST_PROXY is ${trustProxy}, and the server believed a made-up address: nobody is limited.`
    return fail(CHECK, says, fix)
  }
  const behind = `The server is behind ${proxies} ${proxies === 1 ? 'proxy' : 'proxies'}`
  if (proxies === trustProxy) {
    return proxies === 0
      ? pass(CHECK, 'The server is behind no proxy, and ignores a made-up X-Forwarded-For.')
      : pass(CHECK, `${behind}, as TRUST_PROXY says, and does not believe a made-up address.`)
  }
  const effect =
    proxies > trustProxy
      ? 'all clients have the address of a proxy, and one who guesses passwords locks out all others'
      : 'no client has a known address'
  return fail(CHECK, `${behind}, but TRUST_PROXY is ${trustProxy}: ${effect}.`, fix)
}
