import { Problem } from '#lib/http/problem.ts'

/** What may part two cells; the first of them in the header does. Excel writes `;` where a comma is decimal. */
const SEPARATORS = ',;\t'
/** The longest record that is read, in characters: beyond it a quote is missing rather than a name long. */
const MAX_RECORD_LENGTH = 64 * 1024

/** `row` as spreadsheets count: the header is 1, blank rows are counted, line breaks in quotes are not. */
export type CsvRecord = { row: number; cells: string[] }

/** Reads CSV (RFC 4180) piece by piece: quotes, line breaks in quotes, and CRLF, LF or CR at the end of a record. */
export class CsvReader {
  #row = 1
  #begun = false
  #cells: string[] = []
  #cell = ''
  #length = 0
  #separator: string | undefined
  #at: 'start' | 'bare' | 'quoted' | 'closed' = 'start'
  #afterReturn = false;

  /**
   * The records that are complete with `text`, but for blank ones.
   * @throws Problem 400 `broken_file`.
   */
  *read(text: string): Generator<CsvRecord> {
    for (const char of text) {
      const pair = this.#afterReturn && char === '\n'
      this.#afterReturn = char === '\r' && this.#at !== 'quoted'
      if (pair) continue
      if (++this.#length > MAX_RECORD_LENGTH)
        throw broken(this.#row, 'is too long: a quote may be missing')
      if (this.#at === 'quoted') this.#quoted(char)
      else if (char === '\r' || char === '\n') yield* this.#endRecord()
      else if (this.#separates(char)) this.#endCell()
      else if (char === '"' && this.#at !== 'bare') this.#quote()
      else this.#bare(char)
    }
  }

  /** The last record, where no line break follows it. @throws Problem 400 `broken_file`. */
  *end(): Generator<CsvRecord> {
    if (this.#at === 'quoted') throw broken(this.#row, 'begins a quote that never ends')
    if (this.#length > 0) yield* this.#endRecord()
  }

  #quoted(char: string): void {
    if (char === '"') this.#at = 'closed'
    else this.#cell += char
  }

  /** Opens a quote, or, right behind one that closed, is a quote itself (RFC 4180 §2.7). */
  #quote(): void {
    if (this.#at === 'closed') this.#cell += '"'
    this.#at = 'quoted'
  }

  #bare(char: string): void {
    if (this.#at === 'closed') throw broken(this.#row, 'has text behind a quote that ended')
    this.#at = 'bare'
    this.#cell += char
  }

  #separates(char: string): boolean {
    if (!this.#begun && SEPARATORS.includes(char)) this.#separator ??= char
    return char === this.#separator
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
    this.#at = 'start'
  }

  *#endRecord(): Generator<CsvRecord> {
    this.#endCell()
    const record = { row: this.#row++, cells: this.#cells }
    this.#cells = []
    this.#length = 0
    if (record.cells.every(cell => cell === '')) return
    this.#begun = true
    yield record
  }
}

function broken(row: number, what: string): Problem {
  return new Problem(400, 'broken_file', `Row ${row} of the file ${what}.`)
}
