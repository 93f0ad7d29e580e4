import { Problem } from '#lib/http/problem.ts'

/**
 * Reads the text of a file of users piece by piece, without the mark that Excel writes before UTF-8.
 * @returns the text of the next bytes; of none, at the end, that a character is whole.
 * @throws Problem 400 `broken_file` for what is not UTF-8.
 */
export function makeImportDecoder(): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return bytes => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined })
    } catch {
      throw new Problem(400, 'broken_file', 'The file is not UTF-8. Save it as “CSV UTF-8”.')
    }
  }
}
