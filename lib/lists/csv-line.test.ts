import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsvLine, stripFormulaGuard } from './csv-line.ts'

describe('formatCsvLine', () => {
  it.each([
    [['a', 1, true, null, undefined, ''], 'a,1,true,,,\r\n'],
    [['a,b', 'c "d"', 'e\r\nf'], '"a,b","c ""d""","e\r\nf"\r\n'],
    [['=1+1', '+1', '-1', '@a', '\tb'], "'=1+1,'+1,'-1,'@a,'\tb\r\n"],
    [["'=1", "''@", "O'Neil", "'t Hooft"], "''=1,'''@,O'Neil,'t Hooft\r\n"],
  ])('writes %j', (values, line) => {
    expect(formatCsvLine(values)).toBe(line)
  })
})

describe('stripFormulaGuard', () => {
  it.each(["O'Neil", "'t Hooft", "'", "''", 'a=1', "a'=1"])('leaves %s as it is', text => {
    expect(stripFormulaGuard(text)).toBe(text)
  })

  it('restores any text that was written', () => {
    const text = fc.string({ unit: fc.constantFrom(..."'=+-@\t\r\na ") })
    fc.assert(
      fc.property(text, value => {
        const line = formatCsvLine([value])
        const cell = line.startsWith('"')
          ? line.slice(1, -3).replaceAll('""', '"')
          : line.slice(0, -2)
        expect(stripFormulaGuard(cell)).toBe(value)
        expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      }),
      { numRuns: 500 },
    )
  })
})
