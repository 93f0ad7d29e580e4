/**
 * Returns the one instance of `name` in this process, creating it on first use.
 *
 * `server.ts` runs the route files natively while Next bundles the pages, so a module-level variable
 * would exist twice. What must be one per process (database client, hash pool, limiter memory) is kept
 * on `globalThis` through this function.
 */
export function onePerProcess<T>(name: string, create: () => T): T {
  const key = Symbol.for(`latchkey.${name}`)
  const registry = globalThis as unknown as Record<symbol, T | undefined>
  registry[key] ??= create()
  return registry[key]
}
