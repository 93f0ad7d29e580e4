import { Problem } from '#lib/http/problem.ts'

/** The longest object that is read, in characters. */
const MAX_OBJECT_LENGTH = 64 * 1024

/** `row` is the position of the object in the file, from 1. */
export type JsonRecord = { row: number; value: object }

/** Reads a JSON array of objects, or one object after the other (NDJSON), piece by piece. */
export class JsonReader {
  #row = 1
  #object = ''
  #depth = 0
  #inText = false
  #escaped = false
  #array: 'none' | 'open' | 'closed' = 'none'
  /** Whether an object may begin here, without a comma before it. */
  #free = true;

  /** The objects that `text` completes. @throws Problem 400 `broken_file`. */
  *read(text: string): Generator<JsonRecord> {
    for (const char of text) {
      if (this.#depth === 0) {
        this.#between(char)
        continue
      }
      this.#object += char
      if (this.#object.length > MAX_OBJECT_LENGTH) throw brokenUser(this.#row, 'is too long')
      this.#inside(char)
      if (this.#depth === 0) yield this.#take()
    }
  }

  /** Always empty, because an object is complete when it closes. @throws Problem 400 `broken_file` if the file is cut. */
  end(): JsonRecord[] {
    if (this.#depth > 0 || this.#array === 'open') throw brokenUser(this.#row, 'is not complete')
    return []
  }

  #between(char: string): void {
    if (/\s/.test(char)) return
    if (char === '{' && this.#free && this.#array !== 'closed') {
      this.#object = char
      this.#depth = 1
    } else if (char === '[' && this.#array === 'none' && this.#row === 1) this.#array = 'open'
    else if (char === ']' && this.#array === 'open') this.#array = 'closed'
    else if (char === ',' && !this.#free) this.#free = true
    else throw brokenUser(this.#row, 'is not a JSON object')
  }

  #inside(char: string): void {
    if (this.#inText) {
      if (char === '"' && !this.#escaped) this.#inText = false
      this.#escaped = char === '\\' && !this.#escaped
    } else if (char === '"') this.#inText = true
    else if (char === '{' || char === '[') this.#depth++
    else if (char === '}' || char === ']') this.#depth--
  }

  #take(): JsonRecord {
    this.#free = this.#array === 'none'
    try {
      const value = JSON.parse(this.#object)
      return { row: this.#row++, value }
    } catch {
      throw brokenUser(this.#row, 'is not a JSON object')
    }
  }
}

function brokenUser(row: number, cause: string): Problem {
  return new Problem(400, 'broken_file', `User ${row} of the file ${cause}.`)
}
