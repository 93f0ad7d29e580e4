import type { FieldError } from '#lib/http/problem.ts'
import { foldUid } from '#lib/identity/uid.ts'

/** Why a row is refused whose user ID an earlier row has. */
type RepeatedUid = { code: string; errors: FieldError[] }

/** The user IDs of a file so far: only the first row of each is taken. */
export class SeenUids {
  readonly #rows = new Map<string, number>()

  /** Notes the user ID of `row`, if it has one. @returns why the row is refused, or null for the first one. */
  add(uid: string, row: number): RepeatedUid | null {
    const key = foldUid(uid)
    const first = this.#rows.get(key)
    if (first === undefined) {
      if (key) this.#rows.set(key, row)
      return null
    }
    const message = `The user ID ${uid} is already in row ${first}; case makes no difference.`
    return { code: 'uid_repeated', errors: [{ path: 'uid', message }] }
  }
}
