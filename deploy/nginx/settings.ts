import { isLoopback } from '#lib/cors/origin.ts'
import type { Env } from '#lib/env/env-type.ts'
import type { Options } from './options.ts'

/** Where browsers reach the server through nginx: what PUBLIC_URL should be. */
export function makePublicUrl({ serverName, httpsPort }: Options): URL {
  return new URL(`https://${serverName}:${httpsPort}`)
}

/** The settings of the server that do not fit behind nginx, with the values that do, each as `NAME=value`. */
export function findWrongSettings(
  env: Pick<Env, 'publicUrl' | 'trustProxy' | 'host'>,
  options: Options,
): string[] {
  const { origin } = makePublicUrl(options)
  const wrong = []
  if (env.publicUrl.origin !== origin) wrong.push(`PUBLIC_URL=${origin}`)
  if (env.trustProxy !== 1) wrong.push('TRUST_PROXY=1')
  // A client that reaches the server directly could make up its address.
  if (options.upstreams.length === 0 && !isLoopback(env.host)) wrong.push('HOST=127.0.0.1')
  return wrong
}

/** The address at which a server with these settings can be reached from the same machine. */
export function findOwnAddress({ host, port }: Pick<Env, 'host' | 'port'>): string {
  if (host === '0.0.0.0' || host === '::') return `127.0.0.1:${port}`
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
