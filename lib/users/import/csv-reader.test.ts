import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsvLine, stripFormulaGuard } from '#lib/lists/csv-line.ts'
import { CsvReader } from './csv-reader.ts'

/** The records of a file that arrives in these pieces. */
function records(...pieces: string[]) {
  const reader = new CsvReader()
  return [...pieces.flatMap(piece => [...reader.read(piece)]), ...reader.end()]
}
const cells = (...pieces: string[]) => records(...pieces).map(record => record.cells)

const text = fc.string({ unit: fc.constantFrom(...'aé李😀 \'",;\t\r\n=+-@'), maxLength: 8 })
const table = fc
  .integer({ min: 1, max: 5 })
  .chain(width => fc.array(fc.array(text, { minLength: width, maxLength: width })))

describe('CsvReader', () => {
  it.each([
    ['nothing', '', []],
    [
      'LF',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CR',
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no break at the end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'an empty cell at the end',
      'a,b\nc,',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    [
      'quotes',
      '"a","b ""c"""\n"","d,\n\r\ne"',
      [
        ['a', 'b "c"'],
        ['', 'd,\n\r\ne'],
      ],
    ],
    ['a quote in the middle', 'a,b "c" d\n', [['a', 'b "c" d']]],
    ['spaces', ' a , b\n', [[' a ', ' b']]],
    [
      'semicolons',
      'a;b\nc,d;"e;f"\n',
      [
        ['a', 'b'],
        ['c,d', 'e;f'],
      ],
    ],
    [
      'tabs',
      'a\tb\nc,d\te;f\n',
      [
        ['a', 'b'],
        ['c,d', 'e;f'],
      ],
    ],
    [
      'a comma in quotes before the first semicolon',
      '"a,b";c\nd;e',
      [
        ['a,b', 'c'],
        ['d', 'e'],
      ],
    ],
    ['one column', 'a\nb\n', [['a'], ['b']]],
    [
      'blanks beside quotes',
      'uid, "name" ,\t"x"\n mika , "Test, Mika"\u00a0, ""\n" a "," ", b \n',
      [
        ['uid', 'name', 'x'],
        [' mika ', 'Test, Mika', ''],
        [' a ', ' ', ' b '],
      ],
    ],
    ['blanks beside quotes, split by tabs', 'a\t "b\tc" \t"d"\n', [['a', 'b\tc', 'd']]],
    ['cells left out', 'a,b,c\nd\n', [['a', 'b', 'c'], ['d']]],
  ])('reads %s', (_, file, expected) => {
    expect(cells(file)).toEqual(expected)
    expect(cells(...file)).toEqual(expected)
  })

  it.each([
    ['sep=;\n', 'a,b;c', ['a,b', 'c']],
    ['sep=,\r\n', 'a;b,c', ['a;b', 'c']],
    ['SEP=\t\r', 'a,b\tc', ['a,b', 'c']],
    ['"sep=;"\n', 'a,b;c', ['a,b', 'c']],
    ['sep=|\n', 'a,b|"c;d"', ['a,b', 'c;d']],
  ])('takes the separator from the first line %j, which is no row', (line, row, expected) => {
    for (const pieces of [[`${line}${row}\n\nx`], [...line, ...row, '\n\nx']]) {
      expect(records(...pieces)).toEqual([
        { row: 1, cells: expected },
        { row: 3, cells: ['x'] },
      ])
    }
  })

  it.each([
    ['a,b\nsep=;\n', [['a', 'b'], ['sep=;']]],
    ['sep=\n', [['sep=']]],
    ['sep=x\n', [['sep=x']]],
    ['sep=;c\n', [['sep=', 'c']]],
  ])('takes nothing else for such a line: %j', (file, expected) => {
    expect(cells(file)).toEqual(expected)
  })

  it('counts rows as a spreadsheet does, and leaves out blank ones', () => {
    expect(records('\na;b\r\n\r\n;\n"c\n";d\n\n"";e').map(({ row }) => row)).toEqual([2, 5, 7])
    expect(cells('\na;b\n')).toEqual([['a', 'b']])
  })

  it.each([
    ['a quote that never closes', 'a,b\nc,"d\ne,f\n', 'Row 2 of the file opens a quote'],
    [
      'text after a quote',
      'a,b\nc,d\n"e" f,g\n',
      'Row 3 of the file has text after a closing quote',
    ],
    ['another quote after a quote', 'a,b\n"e" "f",g\n', 'Row 2 of the file has text after'],
    ['a record without an end', `a,b\n"${'x,y\n'.repeat(20_000)}`, 'Row 2 of the file is too long'],
  ])('refuses %s', (_, file, message) => {
    expect(() => records(file)).toThrow(message)
    expect(() => records(file)).toThrow(expect.objectContaining({ code: 'broken_file' }))
  })

  it('reads what formatCsvLine writes, in whatever pieces it arrives', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(200)), (rows, cuts) => {
        const file = rows.map(formatCsvLine).join('')
        const ends = [...new Set([0, ...cuts, file.length])].toSorted((a, b) => a - b)
        const pieces = ends.map((end, i) => file.slice(end, ends[i + 1]))
        // The first line sets the separator: a file of one column has none.
        const read = cells('x,y\n', ...pieces).slice(1)
        const expected = rows.filter(row => row.some(value => value !== ''))
        expect(read.map(row => row.map(stripFormulaGuard))).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})
