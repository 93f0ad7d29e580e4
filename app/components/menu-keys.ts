/**
 * The item of a menu that a key moves to from the item `at`. Arrows wrap around, Home and End go to the ends, a letter
 * goes to the next item that begins with it, and Space stays at the item. Undefined for any other key.
 */
export function findMenuItem(
  key: string,
  at: number,
  names: readonly string[],
): number | undefined {
  const { length } = names
  if (key === ' ') return at
  if (key === 'ArrowDown') return (at + 1) % length
  if (key === 'ArrowUp') return at <= 0 ? length - 1 : at - 1
  if (key === 'Home') return 0
  if (key === 'End') return length - 1
  if (key.length !== 1) return undefined
  const begins = (name: string) => name.toLowerCase().startsWith(key.toLowerCase())
  const later = names.findIndex((name, i) => i > at && begins(name))
  const found = later >= 0 ? later : names.findIndex(begins)
  return found >= 0 ? found : undefined
}
