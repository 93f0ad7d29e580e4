import type { CorsPolicy } from '#lib/http/cors-policy.ts'
import { originMap } from './origins.ts'
import { plainServer } from './plain-server.ts'
import { preflightMaps } from './preflights.ts'
import { block } from './text.ts'
import { tlsServer } from './tls-server.ts'

/** What a site is made of. */
export type Site = {
  /** Where browsers reach it, https. */
  publicUrl: URL
  /** The servers behind it, each as host:port. */
  upstreams: readonly string[]
  /** Paths of PEM files. */
  certificate: string
  certificateKey: string
  /** The addresses to listen on, as nginx writes them: `*`, `[::]`, `127.0.0.1`. */
  addresses: readonly string[]
  httpPort: number
  httpsPort: number
  /** The largest body in bytes: of the API, and of the pages' forms. */
  bodyLimit: number
  formLimit: number
  /** Whether this nginx takes `http2 on`, as from 1.25.1, which finds fault with `listen … http2`. */
  http2Directive: boolean
  /** The allow-list by which nginx itself answers preflights; null leaves all of them to the server. */
  policy: CorsPolicy | null
}

/** The configuration of a site, for nginx' `http` block. Pure. */
export function nginxSite(site: Site): string {
  const { publicUrl, policy } = site
  const name = `latchkey_${publicUrl.hostname.replace(/[^a-z\d]+/g, '_')}`
  const parts = [
    upstream(site, name),
    ...(policy ? [[...originMap(policy, `${name}_mode`), ...preflightMaps(name)]] : []),
    block('server', plainServer(site)),
    block('server', tlsServer(site, name)),
  ]
  return `${parts.map(lines => lines.join('\n')).join('\n\n')}\n`
}

function upstream({ upstreams }: Site, name: string): string[] {
  return block(`upstream ${name}`, [
    `zone ${name} 64k;`,
    ...upstreams.map(address => `server ${address};`),
    'keepalive 32;',
    '# Shorter than the 65 s of the server, or it might close a connection that is about to be used.',
    'keepalive_timeout 55s;',
  ])
}
