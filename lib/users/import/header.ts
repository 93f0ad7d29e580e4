import { Problem } from '#lib/http/problem.ts'

/** The columns of a file that are read; what else is in it is ignored. */
export const IMPORT_COLUMNS = [
  'uid',
  'name',
  'email',
  'dob',
  'role',
  'disabled',
  'password',
  'passwordHash',
] as const
export type ImportColumn = (typeof IMPORT_COLUMNS)[number]
const NEEDED = ['uid', 'name'] as const

/** The first row of a file of CSV: how many cells it has, which of them are read, and what the others are called. */
export type Header = {
  width: number
  /** Only these: a header may be wide, and each row is read by it. */
  columns: { column: ImportColumn; at: number }[]
  others: string[]
}

/** @throws Problem 400 `broken_file` when a column is missing, or is there twice. */
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

export function missingColumns(): Problem {
  const message = `The first row must name the columns: ${NEEDED.join(' and ')}, and others of ${IMPORT_COLUMNS.join(', ')}.`
  return new Problem(400, 'broken_file', message)
}

function repeatedColumn(column: string): Problem {
  return new Problem(400, 'broken_file', `The first row names the column ${column} twice.`)
}
