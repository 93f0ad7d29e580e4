/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

/** @returns null for what is not `#` and six hexadecimal digits. */
export function parseColour(text: string): Colour | null {
  const [, ...parts] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text) ?? []
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = parts.map(part =>
    Number.parseInt(part, 16),
  )
  return Number.isNaN(blue) ? null : [red, green, blue]
}

export function formatColour(colour: Colour): string {
  return `#${colour.map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** `share` of `other` in `colour`. */
export function mixColours(colour: Colour, other: Colour, share: number): Colour {
  const mix = (part: number, into: number) => part + (into - part) * share
  return [mix(colour[0], other[0]), mix(colour[1], other[1]), mix(colour[2], other[2])]
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio). */
export function computeContrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [computeLuminance(one), computeLuminance(other)].toSorted(
    (a, b) => a - b,
  )
  return (light + 0.05) / (dark + 0.05)
}

function computeLuminance([red, green, blue]: Colour): number {
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue)
}

function toLinear(part: number): number {
  const value = part / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
