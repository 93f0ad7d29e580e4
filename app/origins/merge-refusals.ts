import type { RefusalJson } from '#lib/origins/refusal-list.ts'

/** What tells refusals apart. */
export function makeRefusalKey({ origin, reason }: Pick<RefusalJson, 'origin' | 'reason'>): string {
  return `${reason} ${origin}`
}

/**
 * The refusals as they are now, in the order in which they are shown: what is new stands first. When `held`, it stands
 * last, and what is no more stays, since somebody may be about to act on it.
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
