import { expect, test } from 'vitest'
import lock from '../package-lock.json' with { type: 'json' }

type Package = { optionalDependencies?: Record<string, string>; resolved?: string }

const packages = Object.entries(lock.packages as Record<string, Package>)

test('the lock file has the optional packages of every platform, although npm writes only those of one', () => {
  const locked = new Set(packages.map(([path]) => path.replace(/.*node_modules\//, '')))
  const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(name => !locked.has(name))
      .map(name => `${name} of ${path}`),
  )
  expect(missing).toEqual([])
})

test('the lock file names no registry', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})
