import { buildPreflightAnswers } from './preflights.ts'
import { buildForwardedHeaders, CLEARED_HEADERS } from './request-headers.ts'
import type { Site } from './site-type.ts'
import { buildBlock } from './text.ts'
import { buildUnreachable } from './unreachable.ts'

/** The server over TLS. `name` is that of the upstream, and the prefix of variables. */
export function buildTlsServer(site: Site, name: string): string[] {
  const { publicUrl, addresses, httpsPort, http2Directive, policy, formLimit } = site
  const pass = `proxy_pass http://${name};`
  return [
    ...addresses.map(at => `listen ${at}:${httpsPort} ssl${http2Directive ? '' : ' http2'};`),
    ...(http2Directive ? ['http2 on;'] : []),
    `server_name ${publicUrl.hostname};`,
    'server_tokens off;',
    '',
    ...buildTls(site, name),
    '',
    ...buildLimits(site),
    '',
    ...buildProxying(publicUrl),
    '',
    '# nginx passes requests that it refuses on to the server without their body. The server refuses them with CORS',
    '# headers, so that a page can read why. These two happen before a location is known: large headers, and TRACE.',
    'error_page 494 =431 @refused;',
    'error_page 405 @refused;',
    '',
    '# Several slashes in a row become one. All other URLs are passed on byte by byte.',
    ...buildBlock('if ($request_uri ~ "^[^?]*//")', ['rewrite ^ $uri;']),
    '',
    '# Never add Access-Control-… headers here: the server sends its own on every answer, and browsers refuse an',
    '# answer that has one twice.',
    ...buildBlock('location ~ ^/api(?:/|$)', [
      ...(policy ? buildPreflightAnswers(policy, name) : []),
      'error_page 413 @refused;',
      'error_page 502 504 =503 @unreachable;',
      pass,
    ]),
    '',
    '# The server sends Cache-Control with "immutable", and Vary. A prefix would make nginx redirect the path that',
    '# lacks the last slash.',
    ...buildBlock('location ~ ^/_next/static/', ['gzip on;', `gzip_types ${ASSETS};`, pass]),
    '',
    ...buildBlock('location /', [
      `client_max_body_size ${formLimit};`,
      'gzip on;',
      '# The data of page navigations. text/html is always included.',
      'gzip_types text/x-component;',
      pass,
    ]),
    '',
    ...buildBlock('location @refused', [
      ...buildForwardedHeaders(publicUrl).map(setHeader),
      ...removeHeaders(['Content-Length', 'Content-Type', 'Expect']),
      setHeader(['X-Latchkey-Refused', '$status']),
      'proxy_pass_request_body off;',
      pass,
    ]),
    '',
    ...buildBlock('location @unreachable', buildUnreachable(policy, name)),
  ]
}

const ASSETS = 'text/css text/javascript application/javascript image/svg+xml'

function buildTls({ certificate, certificateKey }: Site, name: string): string[] {
  return [
    `ssl_certificate ${certificate};`,
    `ssl_certificate_key ${certificateKey};`,
    'ssl_protocols TLSv1.2 TLSv1.3;',
    `ssl_ciphers ${CIPHERS.join(':')};`,
    'ssl_prefer_server_ciphers off;',
    `ssl_session_cache shared:${name}_tls:10m;`,
    'ssl_session_timeout 1d;',
    'ssl_session_tickets off;',
  ]
}

// Forward secrecy and authenticated encryption (RFC 9325 §4.2); TLS 1.3 has no others.
const CIPHERS = ['ECDSA', 'RSA'].flatMap(key =>
  ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'CHACHA20-POLY1305'].map(
    cipher => `ECDHE-${key}-${cipher}`,
  ),
)

function buildLimits({ bodyLimit }: Site): string[] {
  return [
    '# The largest body that any route accepts. The server itself limits each route.',
    `client_max_body_size ${bodyLimit};`,
    'client_body_buffer_size 64k;',
    'large_client_header_buffers 4 16k;',
    'client_header_timeout 10s;',
    'client_body_timeout 30s;',
    'send_timeout 60s;',
    'keepalive_timeout 65s;',
  ]
}

function buildProxying(publicUrl: URL): string[] {
  return [
    'proxy_http_version 1.1;',
    'proxy_redirect off;',
    'proxy_connect_timeout 3s;',
    '# An import may take a minute to answer.',
    'proxy_read_timeout 75s;',
    'proxy_buffer_size 16k;',
    'proxy_buffers 8 16k;',
    '# An export is sent at the speed of the client, without a temporary file.',
    'proxy_max_temp_file_size 0;',
    '',
    '# nginx compresses pages and assets, which saves the server the work. It does not compress answers of the API:',
    '# the length of a compressed answer can reveal a secret in it (BREACH).',
    'gzip off;',
    setHeader(['Accept-Encoding', '""']),
    '',
    '# Set by nginx, whatever the client sends: TRUST_PROXY=1 relies on this.',
    ...buildForwardedHeaders(publicUrl).map(setHeader),
    '',
    '# Clients must not set these.',
    ...removeHeaders(['X-Latchkey-Refused', ...CLEARED_HEADERS]),
  ]
}

/** nginx does not pass on a header with an empty value. */
function removeHeaders(names: readonly string[]): string[] {
  return names.map(name => setHeader([name, '""']))
}

function setHeader([name, value]: readonly [name: string, value: string]): string {
  return `proxy_set_header ${name} ${value};`
}
