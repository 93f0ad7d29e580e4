import type { RefusalJson } from '#lib/origins/refusal-list.ts'

/** What tells refusals apart. */
export function keyOf({ origin, reason }: Pick<RefusalJson, 'origin' | 'reason'>): string {
  return `${reason} ${origin}`
}

/** The refusals as they are now, in the order in which they are shown: what is new stands first, or last when `held`. */
export function merged(shown: RefusalJson[], now: RefusalJson[], held: boolean): RefusalJson[] {
  const left = new Map(now.map(refusal => [keyOf(refusal), refusal]))
  const kept = shown.flatMap(({ origin, reason }) => {
    const key = keyOf({ origin, reason })
    const refusal = left.get(key)
    left.delete(key)
    return refusal ? [refusal] : []
  })
  return held ? [...kept, ...left.values()] : [...left.values(), ...kept]
}
