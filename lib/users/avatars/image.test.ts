import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import {
  makeAnimation,
  makeBrokenImages,
  makeClaimedPng,
  makeImage,
  makePhotograph,
  NON_IMAGES,
} from '../../../e2e/fixtures/images.ts'
import { renderAvatar } from './image.ts'

const outcomeOf = (file: Uint8Array) =>
  renderAvatar(file).then(
    () => 'ok',
    problem => `${problem.status} ${problem.code}`,
  )
async function pixel(file: Uint8Array, x: number, y: number): Promise<number[]> {
  const area = { left: x, top: y, width: 1, height: 1 }
  return [...(await sharp(file).removeAlpha().extract(area).raw().toBuffer())]
}
const near = (colour: number[]) => colour.map(value => expect.closeTo(value, -1.5))

describe('renderAvatar', () => {
  it.each(['jpeg', 'png', 'gif', 'webp'] as const)('accepts a %s', async format => {
    const { large, small } = await renderAvatar(await makeImage(format))
    expect(await sharp(large).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512 })
    expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 96, height: 96 })
    expect(await pixel(large, 256, 256)).toEqual(near([204, 0, 0]))
    expect(await pixel(small, 48, 48)).toEqual(near([204, 0, 0]))
  })

  it('turns a photograph upright and keeps none of its metadata', async () => {
    const photo = await makePhotograph()
    expect(photo.includes('secret-owner')).toBe(true)
    const { large, small } = await renderAvatar(photo)
    expect(await pixel(large, 256, 60)).toEqual(near([255, 0, 0]))
    expect(await pixel(large, 256, 450)).toEqual(near([0, 255, 0]))
    for (const file of [large, small]) {
      const { exif, icc, xmp, iptc, orientation } = await sharp(file).metadata()
      expect([exif, icc, xmp, iptc, orientation]).toEqual(Array(5).fill(undefined))
    }
  })

  it('keeps transparency', async () => {
    const clear = { width: 9, height: 9, channels: 4, background: '#0000' } as const
    const { large } = await renderAvatar(await sharp({ create: clear }).png().toBuffer())
    expect((await sharp(large).stats()).channels[3]?.max).toBe(0)
  })

  it.each([
    ['CMYK', 'cmyk', 'jpeg'],
    ['grey', 'b-w', 'png'],
    ['16 bits', 'rgb16', 'png'],
  ] as const)('accepts %s', async (_, space, format) => {
    const red = await makeImage('png')
    const file = await sharp(red).toColourspace(space).toFormat(format).toBuffer()
    expect((await sharp((await renderAvatar(file)).large).metadata()).space).toBe('srgb')
  })

  it('turns a photograph of 12 megapixels upright', async () => {
    const parts = [
      {
        input: await makeImage('png', { width: 2016, height: 3024, colour: '#f00' }),
        left: 0,
        top: 0,
      },
    ]
    const lying = await sharp(await makeImage('png', { width: 4032, height: 3024, colour: '#0f0' }))
      .composite(parts)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { large, small } = await renderAvatar(lying)
    expect(await pixel(large, 256, 60)).toEqual(near([255, 0, 0]))
    expect(await pixel(large, 256, 450)).toEqual(near([0, 255, 0]))
    expect(await pixel(small, 48, 10)).toEqual(near([255, 0, 0]))
  })

  // rgb(200, 100, 50) has other numbers in Display P3: 187, 105, 62.
  it.each([
    ['a Display P3 JPEG', 'srgb', 'p3', 'jpeg'],
    ['a Display P3 PNG', 'srgb', 'p3', 'png'],
    ['a Display P3 WebP', 'srgb', 'p3', 'webp'],
    ['a Display P3 PNG of 16 bits', 'rgb16', 'p3', 'png'],
    ['a PNG of 16 bits', 'rgb16', undefined, 'png'],
    ['a CMYK JPEG', 'cmyk', 'cmyk', 'jpeg'],
  ] as const)('shows the colours of %s', async (_, space, profile, format) => {
    const wanted = [200, 100, 50]
    const image = sharp(await makeImage('png', { colour: '#c86432' })).toColourspace(space)
    if (profile) image.withIccProfile(profile)
    const { large, small } = await renderAvatar(await image.toFormat(format).toBuffer())
    // A print has fewer colours.
    const digits = space === 'cmyk' ? -1.8 : -0.8
    for (const shown of [await pixel(large, 256, 256), await pixel(small, 48, 48)]) {
      expect(shown).toEqual(wanted.map(value => expect.closeTo(value, digits)))
    }
  })

  it.each([
    ['heic', 'heic'],
    ['heix', 'mif1heix'],
    ['mif1', 'mif1heic'],
  ])('415: HEIC (%s), which it says how to send', async (major, compatible) => {
    const file = Buffer.from(
      `\0\0\0\x18ftyp${major}\0\0\0\0${compatible}\0\0\x01\x2cmeta`,
      'latin1',
    )
    await expect(renderAvatar(file)).rejects.toMatchObject({
      status: 415,
      code: 'unsupported_media_type',
      message: expect.stringMatching(/HEIC .* JPEG/),
    })
  })

  it('415: AVIF, which is no HEIC', async () => {
    const file = Buffer.from('\0\0\0\x18ftypavif\0\0\0\0mif1avif', 'latin1')
    await expect(renderAvatar(file)).rejects.toThrow('Send an image: JPEG, PNG, GIF or WebP.')
  })

  it.each([
    ['wide', 60_000, 1],
    ['tall', 1, 60_000],
    ['of 40 megapixels', 8000, 5000],
  ])('accepts one that is %s', async (_, width, height) => {
    expect(await outcomeOf(await makeImage('png', { width, height }))).toBe('ok')
  })

  it('renders only the first frame of an animation', async () => {
    const animation = await makeAnimation(1000)
    expect((await sharp(animation).metadata()).pages).toBe(1000)
    const { large } = await renderAvatar(animation)
    expect(await pixel(large, 256, 256)).toEqual(near([0, 0, 0]))
  })

  it.each(Object.entries(NON_IMAGES))('415: %s', async (_, text) => {
    expect(await outcomeOf(Buffer.from(text))).toBe('415 unsupported_media_type')
  })

  it('400: a file that only begins like an image', async () => {
    for (const [name, file] of Object.entries(await makeBrokenImages())) {
      expect([name, await outcomeOf(file)]).toEqual([name, '400 broken_picture'])
    }
  })

  it.each([
    ['30,000 × 30,000 pixels', 30_000, 30_000],
    ['a pixel more than 40 megapixels', 8000, 5001],
    ['a side that no JPEG has', 65_536, 1],
  ])('413: %s, without allocating memory for them', async (_, width, height) => {
    const before = process.memoryUsage.rss()
    expect(await outcomeOf(makeClaimedPng(width, height, 1_000_000))).toBe('413 too_many_pixels')
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000)
  })

  it('503: when too many wait; those before are served, and so are later ones', async () => {
    const file = await makeImage('png')
    const outcomes = await Promise.all(Array.from({ length: 60 }, () => outcomeOf(file)))
    const served = outcomes.filter(outcome => outcome === 'ok').length
    expect(served).toBeGreaterThanOrEqual(33)
    expect(outcomes.filter(outcome => outcome === '503 pictures_busy')).toHaveLength(60 - served)
    expect(served).toBeLessThan(60)
    expect(await outcomeOf(file)).toBe('ok')
  })
})
