import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import '#lib/env/env-file.ts'
import { type CorsPolicy, corsPolicy } from '#lib/cors/policy.ts'
import { closeDb } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { BODY_LIMIT } from '#lib/http/body.ts'
import { readListed } from '#lib/origins/live.ts'
import { checkEnvironment } from '#lib/server/start.ts'
import { OptionFault, type Options, readOptions, USAGE } from '../deploy/nginx/options.ts'
import { preamble } from '../deploy/nginx/preamble.ts'
import { ownAddress, publicUrlOf, wrongSettings } from '../deploy/nginx/settings.ts'
import { nginxSite } from '../deploy/nginx/site.ts'
import { installedNginx } from './setup/nginx.mjs'

// `npm run deploy:nginx`: writes the configuration of an nginx that stands before this server.

/** Next takes no larger form of a page. */
const FORM_LIMIT = 1024 * 1024

try {
  const args = process.argv.slice(2)
  const options = readOptions(args)
  if (options) await write(options, args)
  else process.stdout.write(USAGE)
} catch (error) {
  if (!(error instanceof OptionFault)) throw error
  process.stderr.write(`${error.message}\n\n${USAGE}`)
  process.exitCode = 2
}

async function write(options: Options, args: string[]): Promise<void> {
  checkEnvironment()
  const wrong = wrongSettings(env(), options)
  const site = nginxSite({
    ...options,
    publicUrl: publicUrlOf(options),
    upstreams: options.upstreams.length > 0 ? options.upstreams : [ownAddress(env())],
    bodyLimit: BODY_LIMIT,
    formLimit: FORM_LIMIT,
    http2Directive: knowsHttp2(options.nginx ?? nginxHere()),
    policy: options.preflight ? await policyOfNow(options) : null,
  })
  const text = `${preamble(args, options)}\n${site}`
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
    throw new OptionFault(
      `--out cannot be written: ${error instanceof Error ? error.message : error}`,
    )
  }
}

async function policyOfNow(options: Options): Promise<CorsPolicy> {
  try {
    return corsPolicy({ ...env(), publicUrl: publicUrlOf(options) }, await readListed())
  } catch {
    throw new OptionFault(
      'The allow-list cannot be read from the database: start the server once, or leave out --preflight.',
    )
  } finally {
    await closeDb()
  }
}

/** The version of the nginx on this machine, if there is one. */
function nginxHere(): string | undefined {
  const { stderr } = spawnSync(installedNginx() ?? 'nginx', ['-v'], { encoding: 'utf8' })
  return /nginx\/(\d+\.\d+\.\d+)/.exec(stderr ?? '')?.[1]
}

function knowsHttp2(version = '1.26.0'): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return major * 1e6 + minor * 1e3 + patch >= 1_025_001
}
