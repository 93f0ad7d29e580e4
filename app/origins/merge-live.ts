/**
 * The items that are there now in the order in which they are already shown, with new ones first. When `held`, the user
 * may be about to act on one: new ones come last, and those that are gone stay.
 */
export function mergeLive<T>(
  shown: T[],
  now: T[],
  held: boolean,
  makeKey: (item: T) => string,
): T[] {
  const left = new Map(now.map(item => [makeKey(item), item]))
  const kept = shown.flatMap(before => {
    const key = makeKey(before)
    const item = left.get(key) ?? (held ? before : null)
    left.delete(key)
    return item ? [item] : []
  })
  return held ? [...kept, ...left.values()] : [...left.values(), ...kept]
}
