import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import '#lib/env/env-file.ts'
import { buildCorsPolicy, type CorsPolicy } from '#lib/cors/policy.ts'
import { closeDb } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { MAX_REQUEST_BODY_BYTES } from '#lib/http/body.ts'
import { readAllowList } from '#lib/origins/follow-origins.ts'
import { checkEnvironment } from '#lib/server/start.ts'
import { OptionError, type Options, readOptions, USAGE } from '../deploy/nginx/options.ts'
import { buildPreamble } from '../deploy/nginx/preamble.ts'
import { findOwnAddress, findWrongSettings, makePublicUrl } from '../deploy/nginx/settings.ts'
import { buildNginxSite } from '../deploy/nginx/site.ts'
import { findNginx } from './setup/nginx.mjs'

// `npm run deploy:nginx`: writes the configuration of an nginx in front of this server.

/** Next accepts no larger form from a page. */
const MAX_FORM_BYTES = 1024 * 1024

try {
  const args = process.argv.slice(2)
  const options = readOptions(args)
  if (options) await writeSite(options, args)
  else process.stdout.write(USAGE)
} catch (error) {
  if (!(error instanceof OptionError)) throw error
  process.stderr.write(`${error.message}\n\n${USAGE}`)
  process.exitCode = 2
}

async function writeSite(options: Options, args: string[]): Promise<void> {
  checkEnvironment()
  const wrong = findWrongSettings(env(), options)
  const site = buildNginxSite({
    ...options,
    publicUrl: makePublicUrl(options),
    upstreams: options.upstreams.length > 0 ? options.upstreams : [findOwnAddress(env())],
    bodyLimit: MAX_REQUEST_BODY_BYTES,
    formLimit: MAX_FORM_BYTES,
    http2Directive: hasHttp2Directive(options.nginx ?? readNginxVersion()),
    policy: options.preflight ? await readPolicy(options) : null,
  })
  const text = `${buildPreamble(args, options)}\n${site}`
  if (options.out) writeOut(options.out, text)
  else process.stdout.write(text)
  if (wrong.length > 0) {
    process.stderr.write(
      `The server's settings do not fit yet. Set in .env:\n  ${wrong.join('\n  ')}\n`,
    )
  }
}

function writeOut(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new OptionError(
      `--out cannot be written: ${error instanceof Error ? error.message : error}`,
    )
  }
}

async function readPolicy(options: Options): Promise<CorsPolicy> {
  try {
    return buildCorsPolicy({ ...env(), publicUrl: makePublicUrl(options) }, await readAllowList())
  } catch {
    throw new OptionError(
      'The allow-list cannot be read from the database. Start the server once, or leave out --preflight.',
    )
  } finally {
    await closeDb()
  }
}

/** The version of the nginx on this machine; undefined when there is none. */
function readNginxVersion(): string | undefined {
  const { stderr } = spawnSync(findNginx() ?? 'nginx', ['-v'], { encoding: 'utf8' })
  return /nginx\/(\d+\.\d+\.\d+)/.exec(stderr ?? '')?.[1]
}

function hasHttp2Directive(version = '1.26.0'): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return major * 1e6 + minor * 1e3 + patch >= 1_025_001
}
