type Value = string | number | boolean | null | undefined

/** Formats one record of CSV (RFC 4180 §2) with its line break. */
export function formatCsvLine(values: readonly Value[]): string {
  return `${values.map(value => quoted(guardFormula(String(value ?? '')))).join(',')}\r\n`
}

/**
 * Where a spreadsheet may begin a cell: at the start of a text, and after everything that it may take for a separator.
 * It need not be the comma that we write, and then our quotes do not count either (ASVS v5.0.0-1.2.10). What follows the
 * text is a quote and perhaps a line break, so a separator at its end counts, too.
 */
const CELL_STARTS = [
  // Some programs read full-width signs as formulas, too. They may skip blanks and quotes.
  { after: '^|[,;|\\t\\r\\n]', before: '[ "\']*[=+\\-@＝＋－＠\\t\\r\\n]' },
  { after: '[;|\\t\\r\\n]', before: '[ "\']*$' },
]
const UNGUARDED = buildPattern('')
const GUARDED = buildPattern("'")

function buildPattern(guard: string): RegExp {
  // CR and LF together are one line break.
  const starts = CELL_STARTS.map(
    ({ after, before }) => `(?<=${after})(?!(?<=\\r)\\n)${guard}(?=${before})`,
  )
  return new RegExp(starts.join('|'), 'g')
}

/**
 * Puts an apostrophe before whatever a spreadsheet would run as a formula. Where the text has one already it gets one
 * more, so that {@link stripFormulaGuard} never removes the text's own.
 */
function guardFormula(text: string): string {
  return text.replace(UNGUARDED, "'")
}

/** Returns the text of a cell as it was before {@link formatCsvLine} put apostrophes into it. */
export function stripFormulaGuard(text: string): string {
  return text.replace(GUARDED, '')
}

function quoted(text: string): string {
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
