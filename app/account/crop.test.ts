import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Crop, computeSquare, dragCrop, MAX_ZOOM, WHOLE } from './crop.ts'

const wide = { width: 400, height: 100 }

describe('computeSquare', () => {
  test('takes the largest square from the middle', () => {
    expect(computeSquare(wide, WHOLE)).toEqual({ left: 150, top: 0, side: 100 })
    expect(computeSquare({ width: 100, height: 400 }, WHOLE)).toEqual({
      left: 0,
      top: 150,
      side: 100,
    })
  })

  test('zooms in around the same place', () => {
    expect(computeSquare(wide, { ...WHOLE, zoom: 2 })).toEqual({ left: 175, top: 25, side: 50 })
  })

  test('reaches every edge', () => {
    expect(computeSquare(wide, { zoom: 1, across: 1, down: 1 })).toMatchObject({
      left: 300,
      top: 0,
    })
    expect(computeSquare(wide, { zoom: 2, across: 0, down: 1 })).toMatchObject({ left: 0, top: 50 })
  })
})

describe('dragCrop', () => {
  test('moves the image with the pointer', () => {
    expect(computeSquare(wide, dragCrop(wide, WHOLE, 0.5, 0))).toMatchObject({ left: 100 })
    expect(computeSquare(wide, dragCrop(wide, WHOLE, -1, 0))).toMatchObject({ left: 250 })
  })

  test('stops at the edge, and does not move where there is no room', () => {
    expect(dragCrop(wide, WHOLE, 9, 9)).toEqual({ ...WHOLE, across: 0 })
  })
})

test('the square never leaves the image', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true })
  const crop: fc.Arbitrary<Crop> = fc.record({
    zoom: fc.double({ min: 1, max: MAX_ZOOM, noNaN: true }),
    across: unit,
    down: unit,
  })
  const size = fc.record({
    width: fc.integer({ min: 1, max: 9000 }),
    height: fc.integer({ min: 1, max: 9000 }),
  })
  const by = fc.double({ min: -3, max: 3, noNaN: true })
  fc.assert(
    fc.property(size, crop, by, by, (image, before, right, down) => {
      const { left, top, side } = computeSquare(image, dragCrop(image, before, right, down))
      expect(side).toBeGreaterThan(0)
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
      expect(left + side).toBeLessThanOrEqual(image.width + 1e-6)
      expect(top + side).toBeLessThanOrEqual(image.height + 1e-6)
    }),
  )
})
