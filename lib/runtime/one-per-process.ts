// `server.ts` runs the route files natively while Next bundles the pages, so a module-level variable exists twice in
// one process. `globalThis` exists once.
const KEY = Symbol.for('latchkey')
const held = globalThis as unknown as Record<symbol, Map<string, unknown> | undefined>
held[KEY] ??= new Map()
const instances = held[KEY]

/**
 * Returns the one instance of `name` in this process, such as the database client or the password workers. The first
 * call creates it.
 */
export function onePerProcess<T>(name: string, create: () => T): T {
  const known = instances.get(name)
  if (known !== undefined) return known as T
  const made = create()
  instances.set(name, made)
  return made
}
