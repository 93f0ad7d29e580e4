import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { giveToFolderOwner } from '#lib/db/file-owner.ts'
import { BackupError } from './backup-error.ts'

/** The SHA-256 of a file, in hexadecimal digits. */
export async function computeChecksum(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Writes the checksum of `file` beside it, in the form that `sha256sum -c` reads. @throws EEXIST */
export async function writeChecksum(file: string, checksum: string): Promise<void> {
  const line = `${checksum}  ${basename(file)}\n`
  const path = toChecksumPath(file)
  await writeFile(path, line, { flag: 'wx', mode: 0o600 })
  await giveToFolderOwner(path)
}

/** Reads the checksum beside `file`. @throws BackupError `no_checksum` */
export async function readChecksum(file: string): Promise<string> {
  const line = await readFile(toChecksumPath(file), 'utf8').catch(() => '')
  const [checksum] = /^[0-9a-f]{64}(?= )/.exec(line) ?? []
  if (checksum) return checksum
  const message = `${toChecksumPath(file)} is missing or holds no checksum. A backup without its checksum is not restored.`
  throw new BackupError('no_checksum', message)
}

export function toChecksumPath(file: string): string {
  return `${file}.sha256`
}
