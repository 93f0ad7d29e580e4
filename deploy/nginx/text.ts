/**
 * A value in quotes for nginx.
 * @throws Error for a line break, and for a `$`, which nginx cannot escape
 */
export function quoteText(text: string): string {
  if (/[$\n\r]/.test(text)) throw new Error(`nginx cannot quote ${JSON.stringify(text)}.`)
  return `"${text.replace(/["\\]/g, character => `\\${character}`)}"`
}

/** A case-sensitive regular expression as the key of a `map`. */
export function quotePattern(source: string): string {
  return `"~${source.replace(/"/g, '\\"')}"`
}

function indentLines(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `    ${line}`))
}

/** `head { … }` as lines, with `lines` indented. */
export function buildBlock(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...indentLines(lines), '}']
}

/** A pattern that matches exactly `text`. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
