import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from './fold.ts'

it.each([
  ['Zoë Ångström', 'zoe angstrom'],
  ['  A  b\u00a0c\td ', 'a b c d'],
  ['İstanbul', 'istanbul'],
  ['STRASSE', 'strasse'],
  ['Straße', 'strasse'],
  ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
  ['Ὀδυσσεύς', 'οδυσσευσ'],
  ['ﬁn', 'fin'],
  ['ＡＢＣ', 'abc'],
  ['漢字', '漢字'],
])('%s becomes %s', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

describe('for any text', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 })

  it('folding twice changes nothing', () => {
    fc.assert(
      fc.property(text, any => {
        expect(foldText(foldText(any))).toBe(foldText(any))
      }),
    )
  })

  it('case and normalisation form make no difference', () => {
    const name = fc.stringMatching(/^[\p{Script=Latin}Α-Ωά-ώς ]{0,20}$/u)
    fc.assert(
      fc.property(name, any => {
        for (const spelling of [any.toUpperCase(), any.normalize('NFD'), any.normalize('NFC')]) {
          expect(foldText(spelling)).toBe(foldText(any))
        }
      }),
    )
  })

  it('a prefix of a text folds to a prefix of the folded text', () => {
    fc.assert(
      fc.property(text, fc.nat(), (any, length) => {
        const characters = [...any]
        const beginning = characters.slice(0, length % (characters.length + 1)).join('')
        expect(foldText(any).startsWith(foldText(beginning))).toBe(true)
      }),
    )
  })
})
