import { createHash } from 'node:crypto'
import { foldUid } from '#lib/identity/uid.ts'

/** The lowest contrast at which text counts as readable for everybody (WCAG 2.2, 1.4.3). */
export const MIN_CONTRAST = 4.5

/**
 * Draws the avatar of a user who has not set one, as SVG: white initials on a colour that follows from the uid.
 * @param size the side in pixels.
 */
export function drawInitials({ uid, name }: { uid: string; name: string }, size: number): string {
  const middle = 'x="48" y="48" text-anchor="middle" dominant-baseline="central"'
  const font = 'font-family="system-ui,sans-serif" font-size="38" font-weight="600"'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 96 96">
<rect width="96" height="96" fill="${computeInitialsColour(uid)}"/>
<text ${middle} ${font} fill="#fff">${computeInitials(name) || computeInitials(uid) || '?'}</text>
</svg>
`
}

/** The first letters of the first and the last word. Only letters and digits, so that no markup can get in. */
export function computeInitials(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map(word => /^.\p{M}{0,2}/u.exec(word ?? '')?.[0].toLocaleUpperCase('en')).join('')
}

/** A colour that follows from the uid, as `#rrggbb`, dark enough for white text. */
export function computeInitialsColour(uid: string): string {
  const hue = createHash('sha256').update(foldUid(uid)).digest().readUInt16BE() % 360
  let lightness = 50
  while (computeContrastToWhite(rgbOf(hue, lightness)) < MIN_CONTRAST) lightness--
  const channels = rgbOf(hue, lightness).map(value => value.toString(16).padStart(2, '0'))
  return `#${channels.join('')}`
}

/** The contrast of white to a colour (WCAG 2.2, "contrast ratio"). @param rgb its channels, 0 to 255. */
export function computeContrastToWhite(rgb: number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map(value => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

/** CSS Color 4 §7.1, at a saturation of 55 %. */
function rgbOf(hue: number, lightness: number): number[] {
  const light = lightness / 100
  const spread = 0.55 * Math.min(light, 1 - light)
  return [0, 8, 4].map(offset => {
    const k = (offset + hue / 30) % 12
    return Math.round(255 * (light - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  })
}
