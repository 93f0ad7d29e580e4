import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeContrastToWhite,
  computeInitials,
  computeInitialsColour,
  drawInitials,
  MIN_CONTRAST,
} from './initials.ts'

describe('computeInitials', () => {
  it.each([
    ['Thomas Edison', 'TE'],
    ['grace brewster hopper', 'GH'],
    ['Toby', 'T'],
    ['  zoë   ñandú ', 'ZÑ'],
    ['Zoe\u0308 A\u030angstro\u0308m', 'ZA\u030a'],
    ["O'Neil & sons", 'OS'],
    ['漢字', '漢'],
    ['😀', ''],
    ['<script>', 'S'],
    ['7of9', '7'],
  ])('of %s gives %s', (name, initials) => {
    expect(computeInitials(name)).toBe(initials)
  })
})

describe('drawInitials', () => {
  it('uses the same colour for a uid in any case, and another one for another uid', () => {
    const colours = ['toby', 'TOBY', 'niko'].map(computeInitialsColour)
    expect(colours[0]).toBe(colours[1])
    expect(colours[0]).not.toBe(colours[2])
  })

  it('is readable on every colour', () => {
    for (let i = 0; i < 2000; i++) {
      const colour = computeInitialsColour(`user${i}`)
      const rgb = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
      expect(computeContrastToWhite(rgb)).toBeGreaterThanOrEqual(MIN_CONTRAST)
    }
  })

  it('computes contrast as WCAG does', () => {
    expect(computeContrastToWhite([0, 0, 0])).toBeCloseTo(21, 5)
    expect(computeContrastToWhite([0x76, 0x76, 0x76])).toBeCloseTo(4.54, 2)
  })

  it.each([
    ['the uid if the name has no letters', { uid: 'toby', name: '😀 ☃' }, '>T<'],
    ['a question mark if the uid has none either', { uid: '--', name: '😀' }, '>?<'],
  ])('shows %s', (_, user, text) => {
    expect(drawInitials(user, 96)).toContain(text)
  })

  it('draws the same three elements, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        const svg = drawInitials({ uid: 'toby', name }, 512)
        expect(svg.match(/<[a-z/]+/g)).toEqual(['<svg', '<rect', '<text', '</text', '</svg'])
        expect(svg).not.toMatch(/&|[^\P{Cc}\n]|\p{Cs}/u)
      }),
    )
  })
})
