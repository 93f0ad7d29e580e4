type Value = string | number | boolean | null | undefined

/** One record of CSV as RFC 4180 §2 writes it. */
export function formatCsvLine(values: readonly Value[]): string {
  return `${values.map(value => quoted(guardFormula(String(value ?? '')))).join(',')}\r\n`
}

/**
 * Spreadsheets run as a formula what begins like one, so an apostrophe goes before it (ASVS v5.0.0-1.2.10);
 * and before apostrophes that stand before such a thing, so that {@link stripFormulaGuard} takes away no other.
 */
function guardFormula(text: string): string {
  return /^'*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

/** What a cell said before {@link formatCsvLine} put an apostrophe before it. */
export function stripFormulaGuard(text: string): string {
  return text.replace(/^'(?='*[=+\-@\t\r\n])/, '')
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
