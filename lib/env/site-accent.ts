import type { Fault } from '#lib/cors/fault.ts'
import { type Colour, computeContrast, formatColour, mixColours, parseColour } from './colour.ts'

/** What text needs to be read (WCAG 2.2, 1.4.3). */
const MIN_CONTRAST = 4.5
const WHITE: Colour = [255, 255, 255]
const BLACK: Colour = [0, 0, 0]
/** The card in the dark, on which the accent stands as text: `--raised` of app/palette.css. */
const DARK_CARD: Colour = [0x1d, 0x1b, 0x18]

/** SITE_ACCENT: a colour on which white text can be read. */
export function findSiteAccentFault(text: string): Fault | null {
  const colour = parseColour(text)
  if (!colour) {
    const problem = `${JSON.stringify(text.slice(0, 40))} is not a colour`
    return { problem, fix: 'write # and six hexadecimal digits, as in #9a6b15' }
  }
  const contrast = computeContrast(colour, WHITE)
  if (contrast >= MIN_CONTRAST) return null
  const problem = `${text} has a contrast of ${contrast.toFixed(1)} to white, so nobody could read a button of it`
  const darker = formatColour(reachContrast(colour, BLACK, WHITE))
  return { problem, fix: `write a darker one, as in ${darker}` }
}

/** The accent by its roles in app/palette.css, in the light and in the dark. */
export function deriveAccent(text: string) {
  const colour = parseColour(text)
  if (!colour) throw new Error(`${text} is not a colour`)
  const light = reachContrast(colour, WHITE, DARK_CARD)
  return {
    light: describeAccent(colour, mixColours(colour, BLACK, 0.18), mixColours(colour, WHITE, 0.88)),
    dark: describeAccent(light, mixColours(light, WHITE, 0.3), mixColours(DARK_CARD, light, 0.12)),
  }
}

function describeAccent(accent: Colour, strong: Colour, tint: Colour) {
  return { accent: formatColour(accent), strong: formatColour(strong), tint: formatColour(tint) }
}

/** `colour` with as little of `towards` as lets it be read on `ground`, and ground on it. */
function reachContrast(colour: Colour, towards: Colour, ground: Colour): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mixColours(colour, towards, share)
    const rounded = parseColour(formatColour(mixed))
    if (rounded && computeContrast(rounded, ground) >= MIN_CONTRAST) return rounded
  }
  return towards
}
