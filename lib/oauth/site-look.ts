import { env } from '#lib/env/env.ts'
import { deriveAccent } from '#lib/env/site-accent.ts'
import { readLogoAddress } from '#lib/env/site-logo-file.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** The data address of the operator's logo; null without one. It is read once. */
export function findSiteLogo(): string | null {
  const { siteLogo } = env()
  if (siteLogo === undefined) return null
  return onePerProcess('site-logo', () => readLogoAddress(siteLogo))
}

/** The style sheet by which the operator's accent takes the place of ours; empty without one. */
export function buildAccentStyle(): string {
  const { siteAccent } = env()
  if (siteAccent === undefined) return ''
  const { light, dark } = deriveAccent(siteAccent)
  return `:root { ${listVariables(light)} }
@media (prefers-color-scheme: dark) { :root { ${listVariables(dark)} } }
`
}

function listVariables({ accent, strong, tint }: { accent: string; strong: string; tint: string }) {
  return `--accent: ${accent}; --accent-strong: ${strong}; --accent-tint: ${tint}`
}
