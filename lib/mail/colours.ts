import { env } from '#lib/env/env.ts'
import { deriveAccent } from '#lib/env/site-accent.ts'

// As in app/palette.css, which no mail can load.
const LIGHT = {
  surface: '#faf9f7',
  raised: '#ffffff',
  sunken: '#f3f0eb',
  line: '#e7e3dc',
  ink: '#1c1a17',
  quiet: '#575149',
  onAccent: '#ffffff',
}
const DARK = {
  surface: '#141311',
  raised: '#1d1b18',
  sunken: '#24211d',
  line: '#2e2a25',
  ink: '#ede9e3',
  quiet: '#b9b2a7',
  onAccent: '#1c1a17',
}
const BRASS = { light: '#9a6b15', dark: '#e0b15c' }

/** The colours of mails in the light and in the dark, with the operator's accent. */
export function readMailColours() {
  const { siteAccent } = env()
  const accent = siteAccent === undefined ? null : deriveAccent(siteAccent)
  return {
    light: { ...LIGHT, accent: accent?.light.accent ?? BRASS.light },
    dark: { ...DARK, accent: accent?.dark.accent ?? BRASS.dark },
  }
}
