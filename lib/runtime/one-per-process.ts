// `server.ts` runs the route files natively while Next bundles the pages, so a module-level variable would exist
// twice. `globalThis` does not.
const KEY = Symbol.for('latchkey')
const held = globalThis as unknown as Record<symbol, Map<string, unknown> | undefined>
held[KEY] ??= new Map()
const instances = held[KEY]

/**
 * Returns the one instance of `name` in this process, creating it on first use: the database client, the hash
 * pool, the limiter's memory.
 */
export function onePerProcess<T>(name: string, create: () => T): T {
  const known = instances.get(name)
  if (known !== undefined) return known as T
  const made = create()
  instances.set(name, made)
  return made
}
