import { BackupError, type BackupErrorCode } from '#lib/backup/backup-error.ts'
import { describeFault, findDatabaseFault } from '#lib/db/database-fault.ts'
import type { DatabaseFault } from '#lib/db/database-fault-type.ts'
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
  if (error instanceof CommandError || error instanceof EnvFault) {
    const exit = error instanceof CommandError ? error.exit : EXIT.setup
    return { exit, code: error.code, message: error.message.trim() }
  }
  if (error instanceof BackupError && !UNREACHED.includes(error.code)) {
    return { exit: EXIT.failed, code: error.code, message: error.message }
  }
  const fault = findDatabaseFault(error)
  if (fault) return { exit: chooseExit(fault), code: fault.code, message: describeFault(fault) }
  if (error instanceof BackupError || error instanceof MigrationError) {
    return { exit: EXIT.setup, code: error.code, message: error.message }
  }
  const file = describeFileError(error)
  if (file) return { exit: EXIT.failed, code: 'file_fault', message: file }
  return { exit: EXIT.failed, code: 'internal_error', message: 'Something went wrong.' }
}

/** Errors of a backup that are about the database at DATABASE_URL, and have a cause that says more. */
const UNREACHED: BackupErrorCode[] = ['database_down', 'no_database']

/** All but a disk that takes no writes lasts until the installation is set up correctly. */
function chooseExit({ code }: DatabaseFault): ExitCode {
  return code === 'database_unwritable' ? EXIT.failed : EXIT.setup
}

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
