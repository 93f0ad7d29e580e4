import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { giveToFolderOwner } from '#lib/db/file-owner.ts'

const drafts = new Set<string>()
const SUFFIXES = ['', '-wal', '-shm', '-journal']

// An interrupted command must not leave a copy of everybody's password hashes behind.
process.on('exit', () => {
  for (const draft of drafts) for (const end of SUFFIXES) rmSync(draft + end, { force: true })
})

/**
 * Creates an empty file beside `file` with mode 0600 and a random name. It is removed when the process exits.
 * @throws the error of the system, with the folder as its `path`: nobody knows the random name.
 */
export async function createDraft(file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}.draft`
  const handle = await open(draft, 'wx', 0o600).catch(error => {
    throw Object.assign(error, { path: dirname(file) })
  })
  drafts.add(draft)
  await handle.close()
  await giveToFolderOwner(draft)
  return draft
}

/** Waits until `file` is on the disk and survives a power failure. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

/** Removes the database `file`, if it exists, and the files that SQLite wrote beside it. */
export async function discardDraft(file: string): Promise<void> {
  await rm(file, { force: true })
  await discardLogs(file)
  drafts.delete(file)
}

/** Removes the files that SQLite wrote beside a database: it would read those of an old database into a new one. */
export async function discardLogs(file: string): Promise<void> {
  for (const end of SUFFIXES.slice(1)) await rm(`${file}${end}`, { force: true })
}
