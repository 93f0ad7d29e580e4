import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { BackupError } from './backup-error.ts'

/** The SHA-256 of a file, as hexadecimal digits. */
export async function computeChecksum(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Writes the checksum of `file` beside it, as `sha256sum -c` reads it. @throws EEXIST */
export async function writeChecksum(file: string, checksum: string): Promise<void> {
  const line = `${checksum}  ${basename(file)}\n`
  await writeFile(toChecksumPath(file), line, { flag: 'wx', mode: 0o600 })
}

/** The checksum that stands beside `file`. @throws BackupError when there is none. */
export async function readChecksum(file: string): Promise<string> {
  const line = await readFile(toChecksumPath(file), 'utf8').catch(() => '')
  const [checksum] = /^[0-9a-f]{64}(?= )/.exec(line) ?? []
  if (checksum) return checksum
  const message = `${toChecksumPath(file)} is missing or no checksum. A backup without one is not restored.`
  throw new BackupError('no_checksum', message)
}

function toChecksumPath(file: string): string {
  return `${file}.sha256`
}
