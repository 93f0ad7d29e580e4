/** The id in a path, only as lists spell it: `01`, `1e0` and `0x1` are not ids. @returns NaN for anything else. */
export function readListId({ id = '' }: Record<string, string | string[] | undefined>): number {
  return /^-?[1-9]\d*$/.test(String(id)) ? Number(id) : Number.NaN
}

/** Whether `id` can be that of a row: the columns of both engines hold 31 bits. */
export function isRowId(id: number): boolean {
  return Number.isInteger(id) && id > 0 && id < 2 ** 31
}
