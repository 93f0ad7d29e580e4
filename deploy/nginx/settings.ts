import { isLoopback } from '#lib/cors/origin.ts'
import type { Env } from '#lib/env/env.ts'
import type { Options } from './options.ts'

/** Where browsers reach the server through nginx: PUBLIC_URL, or what it should be. */
export function makePublicUrl({ serverName, httpsPort }: Options): URL {
  return new URL(`https://${serverName}:${httpsPort}`)
}

/** What the server's settings have to be behind nginx, where they are something else; each as `NAME=value`. */
export function findWrongSettings(
  env: Pick<Env, 'publicUrl' | 'trustProxy' | 'host'>,
  options: Options,
): string[] {
  const { origin } = makePublicUrl(options)
  const wrong = []
  if (env.publicUrl.origin !== origin) wrong.push(`PUBLIC_URL=${origin}`)
  if (env.trustProxy !== 1) wrong.push('TRUST_PROXY=1')
  // Whoever reaches the server past nginx says by itself where it comes from.
  if (options.upstreams.length === 0 && !isLoopback(env.host)) wrong.push('HOST=127.0.0.1')
  return wrong
}

/** Where the server of these settings listens, as seen from the same machine. */
export function findOwnAddress({ host, port }: Pick<Env, 'host' | 'port'>): string {
  if (host === '0.0.0.0' || host === '::') return `127.0.0.1:${port}`
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
