import type { RefusalJson } from '#lib/origins/refusal-list.ts'

/** Identifies a refusal. */
export function makeRefusalKey({ origin, reason }: Pick<RefusalJson, 'origin' | 'reason'>): string {
  return `${reason} ${origin}`
}

/**
 * The present refusals in the order in which they are already shown, with new ones first. When `held`, the user may be
 * about to act on one: new ones come last, and those that are gone stay.
 */
export function mergeRefusals(
  shown: RefusalJson[],
  now: RefusalJson[],
  held: boolean,
): RefusalJson[] {
  const left = new Map(now.map(refusal => [makeRefusalKey(refusal), refusal]))
  const kept = shown.flatMap(before => {
    const key = makeRefusalKey(before)
    const refusal = left.get(key) ?? (held ? before : null)
    left.delete(key)
    return refusal ? [refusal] : []
  })
  return held ? [...kept, ...left.values()] : [...left.values(), ...kept]
}
