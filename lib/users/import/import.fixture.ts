import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { importUsers } from './import.ts'
import { readAllRows } from './rows.fixture.ts'

let count = 0

/** A user ID that nobody has. */
export const newUid = () => `i${++count}`

/** Imports a file of CSV. */
export function importFile(viewer: Viewer, file: string, dryRun = false) {
  return importUsers(viewer, readAllRows(file), dryRun)
}

/** What is stored of the user `uid`, or null. */
export function findStored(uid: string) {
  return db().user.findFirst({
    where: { uid },
    select: { name: true, email: true, dob: true, role: true, disabled: true, version: true },
  })
}
