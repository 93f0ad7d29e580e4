type Value = string | number | boolean | null | undefined

/** Formats one record of CSV (RFC 4180 §2) with its line break. */
export function formatCsvLine(values: readonly Value[]): string {
  return `${values.map(value => quoted(guardFormula(String(value ?? '')))).join(',')}\r\n`
}

/**
 * Puts an apostrophe before text that a spreadsheet would run as a formula (ASVS v5.0.0-1.2.10). Text that has
 * apostrophes before such a start gets one more, so that {@link stripFormulaGuard} never removes the text's own.
 */
function guardFormula(text: string): string {
  return /^'*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

/** Returns the text of a cell before {@link formatCsvLine} put an apostrophe before it. */
export function stripFormulaGuard(text: string): string {
  return text.replace(/^'(?='*[=+\-@\t\r\n])/, '')
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
