import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Colour, computeContrast, formatColour, parseColour } from './colour.ts'
import { deriveAccent, findSiteAccentFault } from './site-accent.ts'

const WHITE: Colour = [255, 255, 255]
const parse = (text: string): Colour => parseColour(text) ?? [Number.NaN, 0, 0]
const colours = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map(parts => formatColour(parts))

it('computes contrasts as WCAG does', () => {
  expect(computeContrast([0, 0, 0], WHITE)).toBeCloseTo(21)
  expect(computeContrast(parse('#767676'), WHITE)).toBeCloseTo(4.54, 2)
})

it('says which darker colour to write, and takes that one', () => {
  fc.assert(
    fc.property(colours, text => {
      const fault = findSiteAccentFault(text)
      const written = fault ? (/#[\da-f]{6}$/.exec(fault.fix)?.[0] ?? '') : text
      expect(findSiteAccentFault(written)).toBeNull()
      expect(computeContrast(parse(written), WHITE)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

it('can be read in the dark, too', () => {
  fc.assert(
    fc.property(colours, text => {
      if (findSiteAccentFault(text)) return
      const { dark } = deriveAccent(text)
      expect(computeContrast(parse(dark.accent), parse('#1d1b18'))).toBeGreaterThanOrEqual(4.5)
      // What is written on a button: `--on-accent`.
      expect(computeContrast(parse(dark.accent), parse('#1c1a17'))).toBeGreaterThanOrEqual(4.5)
    }),
  )
})
