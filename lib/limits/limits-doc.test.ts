import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LIMITS } from './limits.ts'

test('docs/limits.md has every limit, with its numbers', () => {
  const doc = readFileSync(join(import.meta.dirname, '../../docs/limits.md'), 'utf8')
  const rows = [...doc.matchAll(/^\| `([a-z-]+)` \|.*\| (\d+) \| (\d+) minutes \|$/gm)]
  const said = Object.fromEntries(
    rows.map(([, name = '', points, minutes]) => [
      name.replace(/-./g, dash => dash.slice(1).toUpperCase()),
      { points: Number(points), duration: Number(minutes) * 60 },
    ]),
  )
  expect(said).toEqual(LIMITS)
})
