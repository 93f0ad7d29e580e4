import { Problem } from '#lib/http/problem.ts'

/** What may separate cells. The first in the header does. Excel writes `;` where the comma is the decimal sign. */
const SEPARATORS = ',;\t'
/** The longest record that is read, in characters. In a longer one, a closing quote is probably missing. */
const MAX_RECORD_LENGTH = 64 * 1024

/** `row` counts as spreadsheets do: the header is 1, blank rows count, line breaks in quotes do not. */
export type CsvRecord = { row: number; cells: string[] }

/** Reads CSV (RFC 4180) piece by piece: quotes, line breaks in quotes, and CRLF, LF or CR at the end of a record. */
export class CsvReader {
  #row = 1
  #begun = false
  #cells: string[] = []
  #cell = ''
  #length = 0
  #separator: string | undefined
  #state: 'start' | 'bare' | 'quoted' | 'closed' = 'start'
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
      else if (char === '"' && this.#state !== 'bare') this.#quote()
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

  /** Opens a quote. Right after a closing quote it stands for a quote character instead (RFC 4180 §2.7). */
  #quote(): void {
    if (this.#state === 'closed') this.#cell += '"'
    this.#state = 'quoted'
  }

  #bare(char: string): void {
    if (this.#state === 'closed') throw brokenRow(this.#row, 'has text after a closing quote')
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
    const record = { row: this.#row++, cells: this.#cells }
    this.#cells = []
    this.#length = 0
    if (record.cells.every(cell => cell === '')) return
    this.#begun = true
    yield record
  }
}

function brokenRow(row: number, cause: string): Problem {
  return new Problem(400, 'broken_file', `Row ${row} of the file ${cause}.`)
}
