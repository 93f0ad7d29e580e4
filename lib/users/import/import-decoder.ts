import { Problem } from '#lib/http/problem.ts'

/**
 * Makes a decoder for a file of users that arrives piece by piece. It leaves out the byte order mark that Excel writes.
 * @returns a function that decodes the next bytes. Called without any at the end, it checks that the last character is
 *   complete. It throws Problem 400 `broken_file` if the file is not UTF-8.
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
