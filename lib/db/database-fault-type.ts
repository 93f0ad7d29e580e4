/** Why the database cannot be used. `code` is for programs; `says` and `fix` are sentences for the operator. */
export type DatabaseFault = {
  code:
    | 'database_down'
    | 'database_unmigrated'
    | 'database_unusable'
    | 'database_unwritable'
    | 'newer_schema'
  says: string
  fix: string
}
