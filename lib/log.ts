/** Values that may stand in a log line. Never a secret, a token or a password (ASVS v5.0.0-16.2.5). */
type Fields = Record<string, string | number | boolean | null>

/**
 * Writes one JSON line to stderr: `time` (UTC), `level`, `message`, the given fields and, of an error, its
 * stack. JSON escapes line breaks and control characters, so input cannot forge a line
 * (ASVS v5.0.0-16.4.1).
 */
export function logError(message: string, error: unknown, fields: Fields = {}): void {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const line = { time: new Date().toISOString(), level: 'error', message, ...fields, cause }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
