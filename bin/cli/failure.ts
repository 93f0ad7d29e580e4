import { BackupError, type BackupErrorCode } from '#lib/backup/backup-error.ts'
import {
  databaseDown,
  databaseUnmigrated,
  databaseUnwritable,
  UNWRITABLE_WORDS,
} from '#lib/db/db.ts'
import { databaseUnusable } from '#lib/db/unusable.ts'
import { EnvFault } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { MigrationFault } from '../../prisma/migration-fault.ts'
import { EXIT, type ExitCode, Failure } from './command.ts'
import { say, type Terminal } from './terminal.ts'

type Told = { exit: ExitCode; code: string; message: string; errors?: Problem['errors'] }

/** Tells why a command failed: in a sentence, or to a program as an object. Both go to standard error. */
export function report(error: unknown, terminal: Terminal): void {
  const { exit: _, ...told } = tell(error)
  say(terminal, terminal.json ? JSON.stringify(told) : told.message)
  if (told.code === 'internal_error') say(terminal, (error as Error).stack ?? String(error))
}

export function exitOf(error: unknown): ExitCode {
  return tell(error).exit
}

function tell(error: unknown): Told {
  if (error instanceof Problem) {
    const { code, message, errors } = error
    return { exit: EXIT.failed, code, message, ...(errors && { errors }) }
  }
  if (error instanceof Failure || error instanceof EnvFault || error instanceof MigrationFault) {
    const exit = error instanceof Failure ? error.exit : EXIT.setup
    return { exit, code: error.code, message: error.message.trim() }
  }
  if (error instanceof BackupError) {
    const exit = NOT_SET_UP.includes(error.code) ? EXIT.setup : EXIT.failed
    return { exit, code: error.code, message: error.message }
  }
  const unusable = databaseUnusable(error)
  if (unusable) return { exit: EXIT.setup, code: 'database_unusable', message: unusable }
  if (databaseDown(error)) {
    const message = 'The database does not answer, or is locked. Try again in a moment.'
    return { exit: EXIT.setup, code: 'database_down', message }
  }
  if (databaseUnwritable(error)) {
    return { exit: EXIT.failed, code: 'database_unwritable', message: UNWRITABLE_WORDS }
  }
  if (databaseUnmigrated(error)) {
    const message =
      'The database is not there, or lacks tables: run `npm run db:deploy`, then try again.'
    return { exit: EXIT.setup, code: 'database_unmigrated', message }
  }
  const file = fileFault(error)
  if (file) return { exit: EXIT.failed, code: 'file_fault', message: file }
  return { exit: EXIT.failed, code: 'internal_error', message: 'Something went wrong.' }
}

/** What keeps a backup from being written until the installation is mended. */
const NOT_SET_UP: BackupErrorCode[] = ['database_down', 'no_database']

const FILE_FAULTS: Record<string, string> = {
  EEXIST: 'is there already, and nothing is written over',
  ENOENT: 'is not there',
  EACCES: 'may not be opened by you',
  EISDIR: 'is a folder',
  ENOSPC: 'does not fit: the disk is full',
}

function fileFault(error: unknown): string | null {
  const { code = '', path } = error as NodeJS.ErrnoException
  const fault = FILE_FAULTS[code]
  return fault && path ? `${path} ${fault}.` : null
}
