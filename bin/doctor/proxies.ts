import { type Finding, fault, ok, unchecked } from './finding.ts'
import { type Arrival, MADE_UP_ADDRESS } from './reach.ts'

const CHECK = 'Proxies'

/**
 * Whether TRUST_PROXY is the number of proxies before the server, by how a call with a made-up `X-Forwarded-For`
 * arrived: each proxy adds the address that it saw, or puts it in place of what was there.
 */
export function checkProxies(arrival: Arrival | null): Finding {
  if (!arrival) return unchecked(CHECK, 'Nothing arrives at the server.')
  const { address, forwarded, settings } = arrival
  const { trustProxy } = settings
  const hops = forwarded.split(',').map(hop => hop.trim())
  const proxies = hops[0] === MADE_UP_ADDRESS ? hops.length - 1 : forwarded === '' ? 0 : hops.length
  const set = `Set TRUST_PROXY=${proxies}.`
  if (address === MADE_UP_ADDRESS) {
    const says = `TRUST_PROXY is ${trustProxy}, and the server believed an address that was made up: limits hold nobody.`
    return fault(CHECK, says, set)
  }
  if (proxies === trustProxy) {
    return proxies === 0
      ? ok(CHECK, `None before the server, and a made-up X-Forwarded-For is ignored.`)
      : ok(
          CHECK,
          `${proxies} before the server, as TRUST_PROXY says; a made-up address is not believed.`,
        )
  }
  const says =
    proxies > trustProxy
      ? `${proxies} before the server, and TRUST_PROXY is ${trustProxy}: everybody has the address of a proxy, and one who guesses passwords locks out all.`
      : `${proxies} before the server, and TRUST_PROXY is ${trustProxy}: nobody’s address is known.`
  return fault(CHECK, says, set)
}
