import { buildPreflightAnswers } from './preflights.ts'
import { buildForwardedHeaders, CLEARED_HEADERS } from './request-headers.ts'
import type { Site } from './site-type.ts'
import { buildBlock } from './text.ts'
import { buildUnreachable } from './unreachable.ts'

/** What serves, over TLS; `name` is that of the upstream and begins the names of variables. */
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
    '# What nginx refuses by itself goes to the server without its body, to be refused there: with the CORS',
    '# headers that let a page read why. These two have no location yet: headers that are too long, and TRACE.',
    'error_page 494 =431 @refused;',
    'error_page 405 @refused;',
    '',
    '# Several slashes in a row reach the server as one; all other addresses reach it byte by byte.',
    ...buildBlock('if ($request_uri ~ "^[^?]*//")', ['rewrite ^ $uri;']),
    '',
    '# Let no line add a header Access-Control-… to what the server answers: it sends its own on every answer,',
    '# and browsers refuse an answer that has one twice.',
    ...buildBlock('location ~ ^/api(?:/|$)', [
      ...(policy ? buildPreflightAnswers(policy, name) : []),
      'error_page 413 @refused;',
      'error_page 502 504 =503 @unreachable;',
      pass,
    ]),
    '',
    '# Cache-Control with "immutable" comes from the server, and so does Vary.',
    ...buildBlock('location /_next/static/', ['gzip on;', `gzip_types ${ASSETS};`, pass]),
    '',
    ...buildBlock('location /', [
      `client_max_body_size ${formLimit};`,
      'gzip on;',
      '# What a page asks for to become the next one; text/html is among the types in any case.',
      'gzip_types text/x-component;',
      pass,
    ]),
    '',
    ...buildBlock('location @refused', [
      ...buildForwardedHeaders(publicUrl).map(setHeader),
      ...['Content-Length', 'Content-Type', 'Expect'].map(header => setHeader([header, '""'])),
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
    '# The server bounds each route by itself; this is the largest that any takes.',
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
    '# An import takes up to a minute before it answers.',
    'proxy_read_timeout 75s;',
    'proxy_buffer_size 16k;',
    'proxy_buffers 8 16k;',
    '# An export goes as fast as it is taken, instead of into a file.',
    'proxy_max_temp_file_size 0;',
    '',
    '# Pages and assets are compressed here, which spares the server the work. Answers of the API are not: the',
    '# length of one that has a secret next to what somebody else chose would tell of it (BREACH).',
    'gzip off;',
    setHeader(['Accept-Encoding', '""']),
    '',
    '# Said by nginx, whatever the client says: this is what TRUST_PROXY=1 relies on.',
    ...buildForwardedHeaders(publicUrl).map(setHeader),
    '',
    '# Not for clients to say.',
    ...['X-Latchkey-Refused', ...CLEARED_HEADERS].map(header => setHeader([header, '""'])),
  ]
}

function setHeader([name, value]: readonly [name: string, value: string]): string {
  return `proxy_set_header ${name} ${value};`
}
