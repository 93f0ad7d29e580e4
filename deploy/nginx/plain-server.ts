import { Problem } from '#lib/http/problem.ts'
import type { Site } from './site-type.ts'
import { buildBlock, quoteText } from './text.ts'

/** The server for plain http, without Strict-Transport-Security: browsers ignore that over http (RFC 6797 §7.2). */
export function buildPlainServer({ publicUrl, addresses, httpPort }: Site): string[] {
  const problem = new Problem(403, 'https_required', `Use ${publicUrl.origin}.`)
  return [
    ...addresses.map(address => `listen ${address}:${httpPort};`),
    `server_name ${publicUrl.hostname};`,
    'server_tokens off;',
    '',
    '# API calls are refused, not redirected: browsers do not follow redirects of preflights (Fetch §4.10), and a',
    '# client that sends a password over http should notice (ASVS v5.0.0-4.1.2).',
    '# Every page may read this one answer, which tells its script what to change. Preflights fail by their status.',
    ...buildBlock('location ~ ^/api(?:/|$)', [
      'default_type application/json;',
      'add_header Cache-Control no-store always;',
      'add_header Access-Control-Allow-Origin $http_origin always;',
      'add_header Access-Control-Allow-Credentials true always;',
      'add_header Vary Origin always;',
      `return 403 ${quoteText(JSON.stringify(problem.body))};`,
    ]),
    '',
    ...buildBlock('location /', [`return 308 ${publicUrl.origin}$request_uri;`]),
  ]
}
