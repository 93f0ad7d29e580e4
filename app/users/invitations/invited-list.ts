import { Problem } from '#lib/http/problem.ts'
import { makeImportDecoder } from '#lib/users/import/import-decoder.ts'
import { type InvitedRow, readInvitedCsv } from '#lib/users/invitations/read-invited-csv.ts'
import { parseInvitees } from './parse-invitees.ts'

/** The largest file, as the API takes it. */
const MAX_FILE_BYTES = 4 * 1024 * 1024

/** Whom the form names: typed, and by the text of a CSV file; `role` is for those without one. */
export type InviteFields = { emails: string; csv: string; role: string }

/**
 * Reads the form. A file that is chosen takes the place of one that came before, whose text the form keeps while it asks
 * for the password.
 * @throws Problem 400 `broken_file`, 413 `body_too_large`.
 */
export async function readInviteFields(form: FormData): Promise<InviteFields> {
  const text = (name: string) => String(form.get(name) ?? '')
  const file = findChosenFile(form)
  const csv = file ? await readText(file) : text('csv')
  return { emails: text('emails'), csv, role: text('role') }
}

/** The file that was chosen, if one was: browsers send an empty one without a name otherwise. */
export function findChosenFile(form: FormData): File | null {
  const file = form.get('file')
  return file instanceof File && file.size > 0 ? file : null
}

/** Lists whom the fields name, those of the file last. @throws Problem 400 `broken_file`. */
export function listInvited({ emails, csv, role }: InviteFields): InvitedRow[] {
  const typed = parseInvitees(emails).map((one, i) => ({ row: i + 1, values: { ...one, role } }))
  if (csv === '') return typed
  const read = readInvitedCsv(csv).rows.map(one =>
    'values' in one ? { ...one, values: { ...one.values, role: one.values.role || role } } : one,
  )
  return [...typed, ...read]
}

async function readText(file: File): Promise<string> {
  if (file.size > MAX_FILE_BYTES) {
    throw new Problem(413, 'body_too_large', 'The file has more than 4 MiB. Send it in parts.')
  }
  const decode = makeImportDecoder()
  return decode(new Uint8Array(await file.arrayBuffer())) + decode()
}
