import { Problem } from '#lib/http/problem.ts'

/** What may separate cells, unless a line `sep=` names another character. The first in the header does. Excel writes `;` where the comma is the decimal sign. */
const SEPARATORS = ',;\t'
/** The longest record that is read, in characters. In a longer one, a closing quote is probably missing. */
const MAX_RECORD_LENGTH = 64 * 1024

/** What stands beside a quote without being content. */
const BLANK = /^[ \t\u00a0]*$/

/** `row` counts as spreadsheets do: the header is 1, blank rows count, line breaks in quotes and `sep=` do not. */
export type CsvRecord = { row: number; cells: string[] }

/**
 * Reads CSV (RFC 4180) piece by piece: quotes, blanks beside them, line breaks in quotes, CRLF, LF or CR at the end of a
 * record, and the line `sep=;` with which Excel names the separator.
 */
export class CsvReader {
  #row = 1
  #begun = false
  #cells: string[] = []
  #cell = ''
  #length = 0
  #separator: string | undefined
  #state: 'start' | 'bare' | 'quoted' | 'closed' | 'after' = 'start'
  #afterReturn = false;

  /**
   * The records that `text` completes, except blank ones.
   * @throws Problem 400 `broken_file`.
   */
  *read(text: string): Generator<CsvRecord> {
    for (const char of text) {
      const pair = this.#afterReturn && char === '\n'
      this.#afterReturn = char === '\r' && this.#state !== 'quoted'
      if (pair) continue
      if (++this.#length > MAX_RECORD_LENGTH) {
        throw brokenRow(this.#row, 'is too long: a quote may be missing')
      }
      if (this.#state === 'quoted') this.#quoted(char)
      else if (char === '\r' || char === '\n') yield* this.#endRecord()
      else if (this.#separates(char)) this.#endCell()
      else if (char === '"' && this.#mayQuote()) this.#quote()
      else this.#bare(char)
    }
  }

  /** The last record, if no line break follows it. @throws Problem 400 `broken_file`. */
  *end(): Generator<CsvRecord> {
    if (this.#state === 'quoted') throw brokenRow(this.#row, 'opens a quote that never closes')
    if (this.#length > 0) yield* this.#endRecord()
  }

  #quoted(char: string): void {
    if (char === '"') this.#state = 'closed'
    else this.#cell += char
  }

  #mayQuote(): boolean {
    if (this.#state === 'bare') return BLANK.test(this.#cell)
    return this.#state !== 'after'
  }

  /** Opens a quote. Right after a closing quote it stands for a quote character instead (RFC 4180 §2.7). */
  #quote(): void {
    this.#cell = this.#state === 'closed' ? `${this.#cell}"` : ''
    this.#state = 'quoted'
  }

  #bare(char: string): void {
    if (this.#state === 'closed' || this.#state === 'after') {
      if (!BLANK.test(char)) throw brokenRow(this.#row, 'has text after a closing quote')
      this.#state = 'after'
      return
    }
    this.#state = 'bare'
    this.#cell += char
  }

  #separates(char: string): boolean {
    if (!this.#begun && SEPARATORS.includes(char)) this.#separator ??= char
    return char === this.#separator
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
    this.#state = 'start'
  }

  *#endRecord(): Generator<CsvRecord> {
    this.#endCell()
    const cells = this.#cells
    this.#cells = []
    this.#length = 0
    const named = this.#row === 1 ? readSeparatorLine(cells, this.#separator) : null
    if (named) {
      this.#separator = named
      return
    }
    const record = { row: this.#row++, cells }
    if (record.cells.every(cell => cell === '')) return
    this.#begun = true
    yield record
  }
}

/** The separator that a line `sep=` names, whether its character has separated cells already or not. */
function readSeparatorLine(cells: string[], separator: string | undefined): string | null {
  const [text = '', ...rest] = cells
  if (rest.length === 1 && rest[0] === '' && /^sep=$/i.test(text)) return separator ?? null
  return rest.length === 0 ? (/^sep=(\t|[^\w\s"])$/i.exec(text)?.[1] ?? null) : null
}

function brokenRow(row: number, cause: string): Problem {
  return new Problem(400, 'broken_file', `Row ${row} of the file ${cause}.`)
}
