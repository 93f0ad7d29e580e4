import { parseArgs } from 'node:util'

/** The options of `npm run deploy:nginx`. */
export type Options = {
  serverName: string
  /** Empty: the server of this configuration. */
  upstreams: string[]
  certificate: string
  certificateKey: string
  addresses: string[]
  httpPort: number
  httpsPort: number
  preflight: boolean
  /** The file to write; undefined for standard output. */
  out: string | undefined
  /** The version of the nginx that will read it; undefined for the one on this machine. */
  nginx: string | undefined
}

export const USAGE = `Writes an nginx configuration for this server: npm run deploy:nginx -- --server-name <name>

  --server-name <name>      the host name that browsers use, such as api.example.com
  --preflight               let nginx answer preflights itself, by a copy of the present allow-list
  --upstream <host:port>    where a server listens; repeat it for several (default: HOST and PORT)
  --certificate <file>      default: /etc/letsencrypt/live/<name>/fullchain.pem
  --certificate-key <file>  default: /etc/letsencrypt/live/<name>/privkey.pem
  --listen <address>        an address to listen on; repeat it for several (default: * and [::])
  --http-port <port>        default: 80
  --https-port <port>       default: 443
  --nginx <version>         the version of nginx that will read it (default: this machine's, else a recent one)
  --out <file>              default: standard output
`

/** An option that is unknown, missing or malformed, or cannot be followed. */
export class OptionError extends Error {}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const OPTIONS = {
  'server-name': text,
  upstream: texts,
  certificate: text,
  'certificate-key': text,
  listen: texts,
  'http-port': text,
  'https-port': text,
  preflight: { type: 'boolean' },
  nginx: text,
  out: text,
  help: { type: 'boolean', short: 'h' },
} as const

// These keep out of the file whatever would end a directive or begin a variable.
const NAME = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/
const ADDRESS = /^(?:\*|\[[\da-f:]+\]|[a-z\d.-]+)$/i
const UPSTREAM = /^(?:\[[\da-f:]+\]|[a-z\d._-]+):\d{1,5}$/i
const PATH = /^[\w@%+=:,./-]+$/
const VERSION = /^\d+\.\d+\.\d+$/

/**
 * Reads the arguments of the command.
 * @returns null when they ask for help.
 * @throws OptionError that names the argument
 */
export function readOptions(args: string[]): Options | null {
  const values = parseArguments(args)
  if (values.help) return null
  const serverName = requireForm('--server-name', NAME, values['server-name'] ?? '')
  const live = `/etc/letsencrypt/live/${serverName}`
  return {
    serverName,
    upstreams: (values.upstream ?? []).map(value => requireForm('--upstream', UPSTREAM, value)),
    certificate: requireForm('--certificate', PATH, values.certificate ?? `${live}/fullchain.pem`),
    certificateKey: requireForm(
      '--certificate-key',
      PATH,
      values['certificate-key'] ?? `${live}/privkey.pem`,
    ),
    addresses: (values.listen ?? ['*', '[::]']).map(value =>
      requireForm('--listen', ADDRESS, value),
    ),
    httpPort: readPort('--http-port', values['http-port'] ?? '80'),
    httpsPort: readPort('--https-port', values['https-port'] ?? '443'),
    preflight: values.preflight ?? false,
    nginx: values.nginx && requireForm('--nginx', VERSION, values.nginx),
    out: values.out,
  }
}

function parseArguments(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error))
  }
}

function requireForm(option: string, form: RegExp, value: string): string {
  if (form.test(value)) return value
  const fault = value === '' ? 'is missing' : `cannot be ${JSON.stringify(value)}`
  throw new OptionError(`${option} ${fault}.`)
}

function readPort(option: string, value: string): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= 1 && number <= 65_535) return number
  throw new OptionError(`${option} must be a number from 1 to 65535.`)
}
