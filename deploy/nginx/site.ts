import { originMap } from './origins.ts'
import { plainServer } from './plain-server.ts'
import { preflightMaps } from './preflights.ts'
import type { Site } from './site-type.ts'
import { block } from './text.ts'
import { tlsServer } from './tls-server.ts'

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
