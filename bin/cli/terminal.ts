import type { Readable, Writable } from 'node:stream'

/** Where a command reads and writes. Only its results go to `out`; messages and errors go to `err`. */
export type Terminal = {
  stdin: Readable & { isTTY?: boolean; setRawMode?(on: boolean): unknown }
  out: Writable & { isTTY?: boolean; columns?: number }
  err: Writable & { isTTY?: boolean; columns?: number }
  /** Whether a program reads the output. */
  json: boolean
  /** The folder where the command was typed: relative paths start here. */
  folder: string
}

/** Writes a line for people to standard error. */
export function writeMessage(terminal: Terminal, text: string): void {
  terminal.err.write(`${text}\n`)
}

/** Rows as aligned columns of text. The first row is the head and decides how many columns there are. */
export function formatTable(rows: readonly (readonly (string | number | null)[])[]): string {
  const texts = rows.map(row => row.map(cell => toPrintable(String(cell ?? ''))))
  const widths = texts[0]?.map((_, i) => Math.max(...texts.map(row => row[i]?.length ?? 0))) ?? []
  return texts
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Names and values, one pair per line. */
export function formatFacts(values: Record<string, string | number | boolean | null>): string {
  return formatTable(
    Object.entries(values).map(([name, value]) => [`${name}:`, value === null ? '–' : `${value}`]),
  )
}

/** Replaces characters in a text of others that a terminal would act on (ASVS v5.0.0-16.4.1). */
export function toPrintable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')
}
