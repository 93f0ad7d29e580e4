import type { Readable, Writable } from 'node:stream'

/** Where a command reads and writes. What it gives goes to `out` and nothing else does; all it says goes to `err`. */
export type Terminal = {
  stdin: Readable & { isTTY?: boolean; setRawMode?(on: boolean): unknown }
  out: Writable & { isTTY?: boolean; columns?: number }
  err: Writable & { isTTY?: boolean; columns?: number }
  /** Whether a program reads the output. */
  json: boolean
  /** The folder that relative paths of files count from: where the command was typed. */
  folder: string
}

/** Tells a person something; nobody has to read it. */
export function writeMessage(terminal: Terminal, text: string): void {
  terminal.err.write(`${text}\n`)
}

/** Columns of text, each as wide as it needs to be; the first row is the head. */
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

/** Names and values under each other. */
export function formatFacts(values: Record<string, string | number | boolean | null>): string {
  return formatTable(
    Object.entries(values).map(([name, value]) => [`${name}:`, value === null ? '–' : `${value}`]),
  )
}

/** `text` without what a terminal would act on: others wrote it (ASVS v5.0.0-16.4.1). */
export function toPrintable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')
}
