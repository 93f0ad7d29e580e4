import { BackupError, type BackupErrorCode } from '#lib/backup/backup-error.ts'
import {
  isDatabaseDown,
  isDatabaseUnmigrated,
  isDatabaseUnwritable,
  UNWRITABLE_MESSAGE,
} from '#lib/db/db.ts'
import { describeUnusableDatabase } from '#lib/db/unusable-database.ts'
import { EnvFault } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { MigrationError } from '../../prisma/migration-error.ts'
import { CommandError, EXIT, type ExitCode } from './command.ts'
import { type Terminal, writeMessage } from './terminal.ts'

type FailureReport = { exit: ExitCode; code: string; message: string; errors?: Problem['errors'] }

/** Writes to standard error why a command failed: a sentence, or with `--json` an object. */
export function reportFailure(error: unknown, terminal: Terminal): void {
  const { exit: _, ...told } = describeFailure(error)
  writeMessage(terminal, terminal.json ? JSON.stringify(told) : told.message)
  if (told.code === 'internal_error')
    writeMessage(terminal, (error as Error).stack ?? String(error))
}

export function findExitCode(error: unknown): ExitCode {
  return describeFailure(error).exit
}

function describeFailure(error: unknown): FailureReport {
  if (error instanceof Problem) {
    const { code, message, errors } = error
    return { exit: EXIT.failed, code, message, ...(errors && { errors }) }
  }
  if (
    error instanceof CommandError ||
    error instanceof EnvFault ||
    error instanceof MigrationError
  ) {
    const exit = error instanceof CommandError ? error.exit : EXIT.setup
    return { exit, code: error.code, message: error.message.trim() }
  }
  if (error instanceof BackupError) {
    const exit = NOT_SET_UP.includes(error.code) ? EXIT.setup : EXIT.failed
    return { exit, code: error.code, message: error.message }
  }
  const unusable = describeUnusableDatabase(error)
  if (unusable) return { exit: EXIT.setup, code: 'database_unusable', message: unusable }
  if (isDatabaseDown(error)) {
    const message = 'The database does not answer, or is locked. Try again in a moment.'
    return { exit: EXIT.setup, code: 'database_down', message }
  }
  if (isDatabaseUnwritable(error)) {
    return { exit: EXIT.failed, code: 'database_unwritable', message: UNWRITABLE_MESSAGE }
  }
  if (isDatabaseUnmigrated(error)) {
    const message =
      'The database does not exist or lacks tables. Run `npm run db:deploy`, then try again.'
    return { exit: EXIT.setup, code: 'database_unmigrated', message }
  }
  const file = describeFileError(error)
  if (file) return { exit: EXIT.failed, code: 'file_fault', message: file }
  return { exit: EXIT.failed, code: 'internal_error', message: 'Something went wrong.' }
}

/** Errors of a backup that last until the installation is set up correctly. */
const NOT_SET_UP: BackupErrorCode[] = ['database_down', 'no_database']

const FILE_ERRORS: Record<string, string> = {
  EEXIST: 'already exists and is not overwritten',
  ENOENT: 'does not exist',
  EACCES: 'cannot be opened: permission denied',
  EISDIR: 'is a folder',
  ENOSPC: 'cannot be written: the disk is full',
}

function describeFileError(error: unknown): string | null {
  const { code = '', path } = error as NodeJS.ErrnoException
  const words = FILE_ERRORS[code]
  return words && path ? `${path} ${words}.` : null
}
