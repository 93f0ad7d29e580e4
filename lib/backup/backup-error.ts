/** Why a backup was not written or not restored: callers switch on it. */
export type BackupErrorCode =
  | 'checksum_differs'
  | 'database_down'
  | 'database_in_use'
  | 'disk_full'
  | 'file_exists'
  | 'newer_schema'
  | 'no_checksum'
  | 'no_database'
  | 'not_empty'
  | 'unsound'

/** A backup or a restore that did not happen. Nothing was changed. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
  readonly code: BackupErrorCode

  constructor(code: BackupErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
