import type { Fault } from '#lib/cors/fault.ts'
import { isLoopback } from '#lib/cors/origin.ts'

/** What a parameter of a `postgresql:` URL may be, and that in words. */
type Rule = { pattern: RegExp; words: string }

const ANY: Rule = { pattern: /^.+$/s, words: 'give it a value' }
const SECONDS: Rule = {
  pattern: /^(?:[1-9]|[1-9]\d|[12]\d\d|300)$/,
  words: 'write 1 to 300 seconds',
}
const FLAG: Rule = { pattern: /^(?:true|false)$/, words: 'write true or false' }
const MILLISECONDS: Rule = { pattern: /^\d{1,9}$/, words: 'write milliseconds' }

/** Every parameter that is honoured: by `buildPostgresConfig` or by the driver. */
const PARAMETERS: Record<string, Rule> = {
  sslmode: {
    pattern: /^(?:disable|no-verify|require|verify-ca|verify-full)$/,
    words: 'write verify-full, verify-ca, require, no-verify or disable',
  },
  sslrootcert: ANY,
  sslcert: ANY,
  sslkey: ANY,
  ssl: { pattern: /^(?:true|1)$/, words: 'write sslmode=verify-full, or sslmode=disable' },
  schema: { pattern: /^[a-z_]\w{0,62}$/i, words: 'write letters, digits and _' },
  connect_timeout: SECONDS,
  connection_limit: { pattern: /^(?:[1-9]|[1-9]\d|100)$/, words: 'write 1 to 100' },
  pgbouncer: FLAG,
  channel_binding: {
    pattern: /^(?:disable|prefer|require)$/,
    words: 'write disable, prefer or require',
  },
  host: ANY,
  port: { pattern: /^\d{1,5}$/, words: 'write a number' },
  user: ANY,
  password: ANY,
  options: ANY,
  statement_timeout: MILLISECONDS,
  lock_timeout: MILLISECONDS,
  idle_in_transaction_session_timeout: MILLISECONDS,
}

/** Returns what is wrong with DATABASE_URL, or null. It may hold a password, so no fault quotes it. */
export function findDatabaseUrlFault(text: string): Fault | null {
  const fix = 'write file:./data/latchkey.db or postgresql://user:password@host:5432/database'
  if (text.startsWith('file:')) {
    if (!/^file:[^?]/.test(text)) return { problem: 'names no file', fix }
    return text.includes('?')
      ? { problem: 'has parameters, and SQLite takes none', fix: 'leave out what begins with "?"' }
      : null
  }
  if (!/^postgres(ql)?:\/\//.test(text)) {
    return { problem: 'starts with neither file: nor postgresql://', fix }
  }
  if (!URL.canParse(text)) {
    return { problem: 'is not a URL', fix: `${fix}, with %40 for @ and %2F for / in the password` }
  }
  const url = new URL(text)
  if (url.pathname.length <= 1) return { problem: 'names no database', fix }
  return findParameterFault(url.searchParams) ?? findPlaintextFault(url)
}

function findParameterFault(parameters: URLSearchParams): Fault | null {
  for (const [name, value] of parameters) {
    const rule = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined
    if (!rule) {
      const known = Object.keys(PARAMETERS).join(', ')
      const problem = `has the parameter ${JSON.stringify(name)}, which is not honoured`
      return { problem, fix: `leave it out; these are: ${known}` }
    }
    if (parameters.getAll(name).length > 1) {
      return { problem: `has the parameter ${name} more than once`, fix: 'write it once' }
    }
    if (!rule.pattern.test(value)) {
      return { problem: `has a value of ${name} that is not honoured`, fix: rule.words }
    }
  }
  if (parameters.get('sslmode') === 'verify-ca' && !parameters.has('sslrootcert')) {
    const problem = 'has sslmode=verify-ca without the certificate of the CA'
    return { problem, fix: 'add sslrootcert=/path/to/ca.crt, or write sslmode=verify-full' }
  }
  return null
}

const TLS_PARAMETERS = ['sslmode', 'ssl', 'sslrootcert', 'sslcert', 'sslkey']

/** Password hashes and sessions must not cross a network in clear text unless that is said (ASVS v5.0.0-12.3.1). */
function findPlaintextFault({ hostname, searchParams }: URL): Fault | null {
  const host = searchParams.get('host') ?? decodeURIComponent(hostname)
  const isHere = host === '' || host.startsWith('/') || isLoopback(host)
  if (isHere || TLS_PARAMETERS.some(name => searchParams.has(name))) return null
  return {
    problem: 'leads to another machine without TLS',
    fix: 'add ?sslmode=verify-full at its end, or ?sslmode=disable if the network between them is yours alone',
  }
}
