import type { EnvReader } from './reader.ts'

/**
 * Behind a proxy that nobody told of, every client has the proxy's address: all share one limit, and one stranger locks
 * everybody out. An https address means that something ends TLS in front of this server, so the number must be given.
 */
export function readTrustProxy(reader: EnvReader, fallback: number, secure: boolean): number {
  const isKnown = !reader.faults.some(({ name }) => name === 'PUBLIC_URL')
  if (secure && isKnown && fallback === 0 && reader.text('TRUST_PROXY') === undefined) {
    reader.addFault('TRUST_PROXY', {
      problem: 'is not set, but PUBLIC_URL is https, so a proxy stands in front of this server',
      fix: 'write TRUST_PROXY=1 for one proxy, or TRUST_PROXY=0 if clients reach this server without one',
    })
  }
  return reader.whole('TRUST_PROXY', fallback, 0, 10)
}
