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

/** The columns that a kind of file may have, and those that it must have. */
export type Columns<Column extends string> = {
  known: readonly Column[]
  needed: readonly Column[]
}

/** Those of a file of users. */
export const USER_FILE: Columns<ImportColumn> = { known: IMPORT_COLUMNS, needed: ['uid', 'name'] }

/** The first row of a CSV file: how many cells it has, which columns are read, and the names of the others. */
export type Header<Column extends string> = {
  width: number
  /** Only the columns that are read, because every row is read by them and a header may be very wide. */
  columns: { column: Column; at: number }[]
  others: string[]
}

/** Reads the first row of a CSV file. @throws Problem 400 `broken_file` if a column is missing or stands twice. */
export function readHeader<Column extends string>(
  cells: string[],
  { known, needed }: Columns<Column>,
): Header<Column> {
  const header: Header<Column> = { width: cells.length, columns: [], others: [] }
  const hasColumn = (column: Column) => header.columns.some(one => one.column === column)
  for (const [at, cell] of cells.entries()) {
    const name = cell.trim()
    const column = known.find(column => column.toLowerCase() === name.toLowerCase())
    if (!column) header.others.push(name)
    else if (hasColumn(column)) throw repeatedColumn(column)
    else header.columns.push({ column, at })
  }
  if (!needed.every(hasColumn)) throw missingColumns({ known, needed })
  return header
}

/** 400 for a file whose first row does not name the needed columns. */
export function missingColumns({ known, needed }: Columns<string>): Problem {
  const all = `${needed.length > 1 ? 'columns' : 'column'} ${needed.join(' and ')}`
  const message = `The first row must name the ${all}. It may also name others of ${known.join(', ')}.`
  return new Problem(400, 'broken_file', message)
}

function repeatedColumn(column: string): Problem {
  return new Problem(400, 'broken_file', `The first row names the column ${column} twice.`)
}
