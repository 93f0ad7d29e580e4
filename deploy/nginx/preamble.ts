import type { Options } from './options.ts'
import { makePublicUrl } from './settings.ts'

/** What the file says of itself, in comments; `args` are those that it was asked for with. */
export function buildPreamble(args: readonly string[], options: Options): string {
  const lines = [
    `Latchkey at ${makePublicUrl(options).origin}. Written by`,
    `  npm run deploy:nginx -- ${args.join(' ')}`,
    'deploy/nginx.md says where it goes. The .env of the server has to have',
    `  PUBLIC_URL=${makePublicUrl(options).origin}`,
    '  TRUST_PROXY=1',
  ]
  if (options.preflight) {
    lines.push(
      'It holds a copy of the allow-list (CORS_ORIGINS and the page /origins): when an origin is removed or changed,',
      'write it anew by that command, then: nginx -t && systemctl reload nginx. New ones work without.',
    )
  }
  return lines.map(line => `# ${line}\n`).join('')
}
