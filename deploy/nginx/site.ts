import { buildOriginMap } from './origins.ts'
import { buildPlainServer } from './plain-server.ts'
import { buildPreflightMaps } from './preflights.ts'
import type { Site } from './site-type.ts'
import { buildBlock } from './text.ts'
import { buildTlsServer } from './tls-server.ts'

/** The configuration of a site, for the `http` block of nginx. Pure. */
export function buildNginxSite(site: Site): string {
  const { publicUrl, policy } = site
  const name = `latchkey_${publicUrl.hostname.replace(/[^a-z\d]+/g, '_')}`
  const parts = [
    buildUpstream(site, name),
    ...(policy
      ? [[...buildOriginMap(policy, `${name}_mode`), ...buildPreflightMaps(policy, name)]]
      : []),
    buildBlock('server', buildPlainServer(site)),
    buildBlock('server', buildTlsServer(site, name)),
  ]
  return `${parts.map(lines => lines.join('\n')).join('\n\n')}\n`
}

function buildUpstream({ upstreams }: Site, name: string): string[] {
  return buildBlock(`upstream ${name}`, [
    `zone ${name} 64k;`,
    ...upstreams.map(address => `server ${address};`),
    'keepalive 32;',
    '# Shorter than the server’s 65 s: otherwise the server could close a connection just before it is used.',
    'keepalive_timeout 55s;',
  ])
}
