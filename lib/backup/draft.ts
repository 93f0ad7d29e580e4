import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'

const drafts = new Set<string>()
const SUFFIXES = ['', '-wal', '-shm', '-journal']

// Whoever interrupts a command leaves no copy of everybody's password hashes behind.
process.on('exit', () => {
  for (const draft of drafts) for (const end of SUFFIXES) rmSync(draft + end, { force: true })
})

/** An empty file beside `file`, of another name, that only its owner may read; it goes with the process. */
export async function createDraft(file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}.draft`
  drafts.add(draft)
  await (await open(draft, 'wx', 0o600)).close()
  return draft
}

/** Waits until `file` is on the disk, whatever happens to the power. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

/** Removes the database `file`, if it is there, and what SQLite has written beside it. */
export async function discardDraft(file: string): Promise<void> {
  await rm(file, { force: true })
  await discardLogs(file)
  drafts.delete(file)
}

/** Removes what SQLite has written beside a database: what another one left would be taken for the new one's. */
export async function discardLogs(file: string): Promise<void> {
  for (const end of SUFFIXES.slice(1)) await rm(`${file}${end}`, { force: true })
}
