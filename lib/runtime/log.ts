import pino, { type DestinationStream, type Logger } from 'pino'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from './one-per-process.ts'

/** Values that may stand in a log line. Never a secret, a token or a password (ASVS v5.0.0-16.2.5). */
type Fields = Record<string, string | number | boolean | null>

/** Lines are collected for this long, or up to so many characters, so that a burst of them is one write. */
const FLUSH_DELAY_MS = 100
const MAX_BATCH_CHARACTERS = 8192
/** How many bytes wait while the output takes none, as on a full disk; later lines are lost. */
const MAX_WAITING_BYTES = 1024 ** 2

/** What JSON does not escape but a terminal or a log viewer acts on: DEL, the C1 controls, U+2028, U+2029. */
const UNSAFE = /[\x7f-\x9f\u2028\u2029]/g

/** Logs what happened; `fields` has the details. */
export function logInfo(message: string, fields: Fields): void {
  log().info(fields, message)
}

/** Logs that something failed, with the stack of `error`, which no client is told. */
export function logError(message: string, error: unknown, fields: Fields = {}): void {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log().error({ ...fields, cause }, message)
}

const log = () => onePerProcess('log', () => createLog(env().logLevel, destination()))

/**
 * Creates a log that writes one JSON object per line: `level`, `time` (UTC), the fields, `message`. JSON escapes
 * line breaks and most control characters and we escape the rest ({@link UNSAFE}), so that input can neither forge a
 * line nor control a terminal (ASVS v5.0.0-16.4.1).
 */
export function createLog(level: string, out: DestinationStream): Logger {
  const write = (line: string) => out.write(line.replace(UNSAFE, escaped))
  return pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
    },
    { write },
  )
}

/** Formats a line of the log for people, in development. What stands in quotes stays escaped. */
export function formatLogLine(line: string): string {
  const { level, time, message, cause, ...fields } = JSON.parse(line)
  const facts = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const head = [time.slice(11, 19), level.padEnd(5), bare(message), ...facts].join(' ')
  const stack = cause ? `\n${bare(cause)}`.replaceAll('\\n', '\n').replaceAll('\n', '\n    ') : ''
  return `${head}${stack}`.replace(UNSAFE, escaped).concat('\n')
}

/**
 * Standard output, written to in batches. Writes are synchronous, so that none is pending when the process ends; the
 * last batch is written then.
 */
function destination(): DestinationStream {
  if (env().nodeEnv === 'development') {
    return { write: line => process.stdout.write(formatLogLine(line)) }
  }
  const out = pino.destination({
    dest: 1,
    sync: true,
    // A frozen process writes no batch.
    minLength: env().serverless ? 0 : MAX_BATCH_CHARACTERS,
    periodicFlush: FLUSH_DELAY_MS,
    maxLength: MAX_WAITING_BYTES,
  })
  // A log that cannot be written must not fail a request.
  out.on('error', () => {})
  // `flushSync` would try again for ever where nothing can be written, and the process would not end.
  process.once('exit', () => out.end())
  return out
}

const bare = (text: string) => JSON.stringify(text).slice(1, -1)

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
