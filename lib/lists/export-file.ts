import { formatCsvLine } from './csv-line.ts'

type FileFormat = 'csv' | 'json'
type Value = Parameters<typeof formatCsvLine>[0][number]
type Page<T> = { items: T[]; next: string | null }
type Kind<T> = {
  format: FileFormat
  /** The columns of CSV, and what an item has in them. */
  columns: readonly string[]
  valuesOf: (item: T) => Value[]
}

/** How many items are in memory at a time: what a page of `pageAfter` should have. */
export const EXPORT_PAGE_SIZE = 1000

/**
 * A list as a file. It is read page by page as fast as the client takes it, so that its size is nobody's memory.
 * The first page is asked for before the answer begins, so that a fault in it can still be one; a later fault
 * breaks the stream off.
 */
export async function openExportFile<T>(
  { format, columns, valuesOf }: Kind<T>,
  pageAfter: (after?: string) => Promise<Page<T>>,
): Promise<ReadableStream<Uint8Array>> {
  const csv = format === 'csv'
  const row = (item: T) => (csv ? formatCsvLine(valuesOf(item)) : JSON.stringify(item))
  const between = csv ? '' : ',\n'
  const foot = csv ? '' : '\n]\n'
  let page: Page<T> | null = await pageAfter()
  let next: string | undefined
  // Without the mark before UTF-8 Excel takes a file for the code page of its machine: Zoë becomes ZoÃ«.
  let head = csv ? `\ufeff${formatCsvLine(columns)}` : '[\n'
  let begun = false
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        const { items, next: more } = page ?? (await pageAfter(next))
        // A page may be empty: its items were deleted since.
        const before = head + (begun && items.length > 0 ? between : '')
        const text = items.map(row).join(between)
        controller.enqueue(encoder.encode(before + text + (more ? '' : foot)))
        head = ''
        begun ||= items.length > 0
        next = more ?? undefined
        page = null
        if (!more) controller.close()
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  )
}
