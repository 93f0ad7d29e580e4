import { parseArgs } from 'node:util'

/** What was asked for on the command line. */
export type Options = {
  serverName: string
  /** None: where the server of this configuration listens. */
  upstreams: string[]
  certificate: string
  certificateKey: string
  addresses: string[]
  httpPort: number
  httpsPort: number
  preflight: boolean
  /** The file to write; without one, standard output. */
  out: string | undefined
  /** The version of nginx that reads it, where it is not the one on this machine. */
  nginx: string | undefined
}

export const USAGE = `Writes the configuration of nginx for this server: npm run deploy:nginx -- --server-name <name>

  --server-name <name>      the host name that browsers use, as api.example.com
  --preflight               nginx answers preflights itself, by the allow-list of now
  --upstream <host:port>    where a server listens; several times for several (default: HOST and PORT)
  --certificate <file>      default: /etc/letsencrypt/live/<name>/fullchain.pem
  --certificate-key <file>  default: /etc/letsencrypt/live/<name>/privkey.pem
  --listen <address>        an address to listen on, several times for several (default: * and [::])
  --http-port <port>        default: 80
  --https-port <port>       default: 443
  --nginx <version>         of the nginx that will read it (default: that of this machine, else a new one)
  --out <file>              default: standard output
`

/** What cannot be understood on the command line. */
export class OptionFault extends Error {}

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

// Nothing that ends a directive or begins a variable reaches the file.
const NAME = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/
const ADDRESS = /^(?:\*|\[[\da-f:]+\]|[a-z\d.-]+)$/i
const UPSTREAM = /^(?:\[[\da-f:]+\]|[a-z\d._-]+):\d{1,5}$/i
const PATH = /^[\w@%+=:,./-]+$/
const VERSION = /^\d+\.\d+\.\d+$/

/**
 * Reads the arguments; null asks for help.
 * @throws OptionFault that names the argument.
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
    throw new OptionFault(error instanceof Error ? error.message : String(error))
  }
}

function requireForm(option: string, form: RegExp, value: string): string {
  if (form.test(value)) return value
  const problem = value === '' ? 'is missing' : `cannot be ${JSON.stringify(value)}`
  throw new OptionFault(`${option} ${problem}.`)
}

function readPort(option: string, value: string): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= 1 && number <= 65_535) return number
  throw new OptionFault(`${option} is a number from 1 to 65535.`)
}
