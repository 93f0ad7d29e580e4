import { Problem } from '#lib/http/problem.ts'

/** The columns of a file that are read. Others are ignored. */
export const IMPORT_COLUMNS = [
  'uid',
  'name',
  'email',
  'emailVerified',
  'dob',
  'role',
  'disabled',
  'password',
  'passwordHash',
] as const
export type ImportColumn = (typeof IMPORT_COLUMNS)[number]
const NEEDED = ['uid', 'name'] as const

/** The first row of a CSV file: how many cells it has, which columns are read, and the names of the others. */
export type Header = {
  width: number
  /** Only the columns that are read, because every row is read by them and a header may be very wide. */
  columns: { column: ImportColumn; at: number }[]
  others: string[]
}

/** Reads the first row of a CSV file. @throws Problem 400 `broken_file` if a column is missing or stands twice. */
export function readHeader(cells: string[]): Header {
  const header: Header = { width: cells.length, columns: [], others: [] }
  for (const [at, cell] of cells.entries()) {
    const name = cell.trim()
    const column = IMPORT_COLUMNS.find(column => column.toLowerCase() === name.toLowerCase())
    if (!column) header.others.push(name)
    else if (hasColumn(header, column)) throw repeatedColumn(column)
    else header.columns.push({ column, at })
  }
  if (!NEEDED.every(column => hasColumn(header, column))) throw missingColumns()
  return header
}

function hasColumn({ columns }: Header, column: ImportColumn): boolean {
  return columns.some(known => known.column === column)
}

/** 400 for a file whose first row does not name the needed columns. */
export function missingColumns(): Problem {
  const message = `The first row must name the columns ${NEEDED.join(' and ')}. It may also name others of ${IMPORT_COLUMNS.join(', ')}.`
  return new Problem(400, 'broken_file', message)
}

function repeatedColumn(column: string): Problem {
  return new Problem(400, 'broken_file', `The first row names the column ${column} twice.`)
}
