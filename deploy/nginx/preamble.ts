import type { Options } from './options.ts'
import { makePublicUrl } from './settings.ts'

/** The comments at the top of the file; `args` are the arguments that it was written with. */
export function buildPreamble(args: readonly string[], options: Options): string {
  const lines = [
    `Latchkey at ${makePublicUrl(options).origin}. Written by`,
    `  npm run deploy:nginx -- ${args.join(' ')}`,
    'See deploy/nginx.md for where it belongs. The .env of the server must have',
    `  PUBLIC_URL=${makePublicUrl(options).origin}`,
    '  TRUST_PROXY=1',
  ]
  if (options.preflight) {
    lines.push(
      'It has a copy of the allow-list (CORS_ORIGINS and the page /origins). After an origin was removed or changed,',
      'repeat that command, then: nginx -t && systemctl reload nginx. New origins work without that.',
    )
  }
  return lines.map(line => `# ${line}\n`).join('')
}
