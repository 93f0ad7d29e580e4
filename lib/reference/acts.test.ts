import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ACTS } from '#lib/authority/acts.ts'
import { operations } from './operations.ts'

const doc = readFileSync(join(import.meta.dirname, '../../docs/access.md'), 'utf8')

it('docs/access.md lists exactly the acts that need a fresh proof, and their operations', () => {
  const rows = Object.entries(ACTS).map(([act, { what, when }]) => {
    const by = operations
      .filter(({ proof }) => proof === act)
      .map(({ method, path }) => `\`${method.toUpperCase()} ${path}\``)
    expect(by, act).not.toEqual([])
    return `| ${what} | ${when} | ${by.join(', ')} |`
  })
  const table = /\| act \| when \| by \|\n\|---\|---\|---\|\n((?:\|.*\n)*)/.exec(doc)?.[1]
  expect(table?.trimEnd().split('\n')).toEqual(rows)
})
