import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { formatCsvLine } from './csv-line.ts'

type FileFormat = 'csv' | 'json'
type Value = Parameters<typeof formatCsvLine>[0][number]
type Page<T> = { items: T[]; next: string | null }
type Kind<T> = {
  format: FileFormat
  /** The columns of CSV, and the values of an item in their order. */
  columns: readonly string[]
  valuesOf: (item: T) => Value[]
}

/**
 * How many items `readPage` should return. No more are in memory at a time, and every other request waits for a page: a
 * thousand users take the event loop for 80 ms.
 */
export const EXPORT_PAGE_SIZE = 200

/**
 * Opens a stream that writes a list as a file. It reads the list page by page, as fast as the client takes it, so that
 * memory does not grow with the list. The first page is read before the answer begins, so that its error can still
 * become an error answer; a later error breaks the stream off.
 * @param readPage returns the items after the cursor, or the first ones without it.
 */
export async function openExportFile<T>(
  { format, columns, valuesOf }: Kind<T>,
  readPage: (after?: string) => Promise<Page<T>>,
): Promise<ReadableStream<Uint8Array>> {
  const csv = format === 'csv'
  const row = (item: T) => (csv ? formatCsvLine(valuesOf(item)) : JSON.stringify(item))
  const between = csv ? '' : ',\n'
  const foot = csv ? '' : '\n]\n'
  let page: Page<T> | null = await readPage()
  let next: string | undefined
  // Without a byte order mark Excel reads the file in the code page of its machine, and Zoë becomes ZoÃ«.
  let head = csv ? `\ufeff${formatCsvLine(columns)}` : '[\n'
  let begun = false
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        if (!page) await yieldToEventLoop()
        const { items, next: more } = page ?? (await readPage(next))
        // A page may be empty, since its items may have been deleted.
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
