import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsvLine, stripFormulaGuard } from './csv-line.ts'

/** What a spreadsheet may take for a formula, and what it may skip before one. */
const FORMULA = /^[ "]*[=+\-@＝＋－＠\t\r\n]/
const text = fc.string({ unit: fc.constantFrom(...'\'=+-@＝\t\r\n a";,|1'), maxLength: 12 })

/** The cells of a file for a program that splits it by `separator`. It may heed quotes at the start of a cell or not. */
function split(file: string, separator: string, isHeedingQuotes: boolean): string[] {
  const cells = ['']
  let isQuoted = false
  for (let at = 0; at < file.length; at++) {
    const char = file[at] ?? ''
    const cell = cells.at(-1) ?? ''
    if (isQuoted && char === '"' && file[at + 1] === '"') {
      cells[cells.length - 1] = `${cell}"`
      at++
    } else if (isHeedingQuotes && char === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted
    else if (!isQuoted && [separator, '\r', '\n'].includes(char)) cells.push('')
    else cells[cells.length - 1] = cell + char
  }
  return cells
}

describe('formatCsvLine', () => {
  it.each([
    [['a', 1, true, null, undefined, ''], 'a,1,true,,,\r\n'],
    [['a,b', 'c "d"', 'e\r\nf'], '"a,b","c ""d""","e\r\nf"\r\n'],
    [['=1+1', '+1', '-1', '@a', '＝1'], "'=1+1,'+1,'-1,'@a,'＝1\r\n"],
    [["'=1", "''@", "O'Neil", "'t Hooft"], "''=1,'''@,O'Neil,'t Hooft\r\n"],
    [['a;b', 'a|b', 'a\tb'], '"a;b","a|b","a\tb"\r\n'],
    [
      ['a;=1', 'a\t+1', 'a,-1', 'a\n@1', 'a|=1'],
      '"a;\'=1","a\t\'+1","a,\'-1","a\n\'@1","a|\'=1"\r\n',
    ],
    [['a;', 'a,', '|'], '"a;\'","a,","|\'"\r\n'],
    [['a; =1', 'a;"=1', ' =1', '"=1'], '"a;\' =1","a;\'""=1",\' =1,"\'""=1"\r\n'],
  ])('writes %j', (values, line) => {
    expect(formatCsvLine(values)).toBe(line)
  })

  it.each([',', ';', '\t', '|'])('writes no formula for a program that splits by %j', separator => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.boolean(), (values, heeds) => {
        const file = formatCsvLine(['1', ...values]) + formatCsvLine(['2', ...values])
        for (const cell of split(file, separator, heeds)) expect(cell).not.toMatch(FORMULA)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('stripFormulaGuard', () => {
  it.each(["O'Neil", "'t Hooft", "'", "''", 'a=1', "a'=1", "a 'b; c", "rock'n'roll, 'tis"])(
    'leaves %s as it is',
    unguarded => {
      expect(stripFormulaGuard(unguarded)).toBe(unguarded)
    },
  )

  it('restores any text that was written', () => {
    fc.assert(
      fc.property(text, value => {
        const line = formatCsvLine([value])
        const cell = line.startsWith('"')
          ? line.slice(1, -3).replaceAll('""', '"')
          : line.slice(0, -2)
        expect(stripFormulaGuard(cell)).toBe(value)
        expect(cell).not.toMatch(FORMULA)
      }),
      { numRuns: 2000 },
    )
  })
})
