type Value = string | number | boolean | null | undefined

/** One record of CSV as RFC 4180 §2 writes it. */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(value => quoted(defused(String(value ?? '')))).join(',')}\r\n`
}

/**
 * Spreadsheets run as a formula what begins like one, so an apostrophe goes before it (ASVS v5.0.0-1.2.10);
 * and before apostrophes that stand before such a thing, so that {@link undefused} takes away no other.
 */
function defused(text: string): string {
  return /^'*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

/** What a cell said before {@link csvLine} put an apostrophe before it. */
export function undefused(text: string): string {
  return text.replace(/^'(?='*[=+\-@\t\r\n])/, '')
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
