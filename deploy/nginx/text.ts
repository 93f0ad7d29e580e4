/**
 * A value as nginx reads it, in quotes. nginx has no way to write a `$` that is no variable.
 * @throws Error for what cannot be written.
 */
export function quoteText(text: string): string {
  if (/[$\n\r]/.test(text)) throw new Error(`nginx cannot be told ${JSON.stringify(text)}.`)
  return `"${text.replace(/["\\]/g, character => `\\${character}`)}"`
}

/** A regular expression as the key of a `map`, with case. */
export function quotePattern(source: string): string {
  return `"~${source.replace(/"/g, '\\"')}"`
}

function indentLines(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `    ${line}`))
}

/** `head { … }`, in lines. */
export function buildBlock(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...indentLines(lines), '}']
}

/** `text` as a pattern that matches it alone. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
