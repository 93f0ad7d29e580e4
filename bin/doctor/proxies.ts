import { type Finding, fail, pass, skip } from './finding.ts'
import { type Arrival, MADE_UP_ADDRESS } from './reach.ts'

const CHECK = 'Proxies'

/**
 * Checks that TRUST_PROXY is the number of proxies in front of the server, by how a call with a made-up
 * `X-Forwarded-For` arrived: each proxy adds the address that it saw, or replaces the header with it.
 * @param arrival null when no call arrived.
 */
export function checkProxies(arrival: Arrival | null): Finding {
  if (!arrival) return skip(CHECK, 'No call reached the server.')
  const { address, forwarded, settings } = arrival
  const { trustProxy } = settings
  const hops = forwarded.split(',').map(hop => hop.trim())
  const proxies = hops[0] === MADE_UP_ADDRESS ? hops.length - 1 : forwarded === '' ? 0 : hops.length
  const fix = `Set TRUST_PROXY=${proxies}.`
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
