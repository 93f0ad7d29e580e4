import type { Step } from './step.ts'

/** The steps with the whole addresses of their fixes on the server at `base`: the reader may be on another origin. */
export function makeFixesAbsolute(steps: readonly Step[], base: URL): Step[] {
  return steps.map(({ fix, ...step }) => {
    if (!fix) return step
    const href = fix.href && new URL(fix.href, base).href
    return { ...step, fix: { label: fix.label, ...(href && { href }) } }
  })
}
