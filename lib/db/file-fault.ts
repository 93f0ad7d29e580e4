import { accessSync, constants, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseFault } from './database-fault-type.ts'

/** With less room than this a write of SQLite fails now or with the next request. */
const MIN_FREE_BYTES = 1024 * 1024

export const FULL: DatabaseFault = {
  code: 'database_unwritable',
  says: 'The disk of the database is full.',
  fix: 'Free some space: the server goes on without a restart.',
}

/** Looks at the SQLite file, its folder and its disk for what keeps this process from using it; null finds nothing. */
export function findFileFault(file: string): DatabaseFault | null {
  const found = readKind(file)
  if (found === 'forbidden') return makeUnwritableFault(file)
  if (found === 'missing') {
    return {
      code: 'database_unmigrated',
      says: `There is no SQLite file ${file}.`,
      fix: 'Check the path in DATABASE_URL. `npm run db:deploy` creates the file where this user may write.',
    }
  }
  if (found === 'folder') {
    return {
      code: 'database_unusable',
      says: `${file} is a folder, and not a SQLite file.`,
      fix: 'Add the name of a file to the path in DATABASE_URL.',
    }
  }
  if (isDiskFull(file)) return FULL
  return mayWrite(file) && mayWrite(dirname(file)) ? null : makeUnwritableFault(file)
}

/** Whether the disk that `file` is on has no room for another write. */
export function isDiskFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file))
    return bavail * bsize < MIN_FREE_BYTES
  } catch {
    return false
  }
}

export function makeUnwritableFault(file: string): DatabaseFault {
  return {
    code: 'database_unwritable',
    says: `This user may not read and write ${file} and its folder.`,
    fix: 'Run this as the user whom the server runs as, or give both to that user with chown.',
  }
}

function readKind(path: string): 'file' | 'folder' | 'missing' | 'forbidden' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'forbidden' : 'missing'
  }
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}
