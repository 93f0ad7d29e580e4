import { expect, it } from 'vitest'
import { openExportFile } from './export-file.ts'

type Item = { a: number }

function textOf(format: 'csv' | 'json', pages: Item[][]): Promise<string> {
  const left = pages.map((items, i) => ({ items, next: i < pages.length - 1 ? 'more' : null }))
  const kind = { format, columns: ['a'], valuesOf: ({ a }: Item) => [a] }
  const file = openExportFile(kind, async () => left.shift() ?? { items: [], next: null })
  return file.then(stream => new Response(stream).text())
}

// The items of a page may be deleted before it is read.
it.each([
  ['the last page', [[1], []]],
  ['the first page', [[], [1]]],
  ['a page between', [[1], [], [2]]],
  ['every page', [[], []]],
  ['no page', [[1, 2], [3]]],
])('the file is complete where %s is empty', async (_, values) => {
  const pages = values.map(page => page.map(a => ({ a })))
  expect(JSON.parse(await textOf('json', pages))).toEqual(pages.flat())
  const lines = values.flat().map(a => `${a}\r\n`)
  expect(await textOf('csv', pages)).toBe(`a\r\n${lines.join('')}`)
})
