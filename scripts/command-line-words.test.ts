import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const PATTERNS = ['**/*.{json,md,mjs,service,ts,tsx,yaml,yml}', '.ci/*', '.github/**/*.{md,yml}']
const LEFT_OUT = ['**/node_modules/**', '.next/**', '.cache/**', '.git/**', 'lib/generated/**']

/** What only the owner of the files may run, and what no shell finds. */
const WRONG = /npx (?=latchkey)|\bRun `?latchkey /

test('every page, message and workflow names the command line as everybody can type it', () => {
  const entries = globSync(PATTERNS, { cwd: ROOT, exclude: LEFT_OUT, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  expect(files.length).toBeGreaterThan(500)
  const wrong = files.flatMap(({ parentPath, name }) =>
    readFileSync(join(parentPath, name), 'utf8')
      .split('\n')
      .flatMap((line, i) => (WRONG.test(line) ? [`${name}:${i + 1}: ${line.trim()}`] : [])),
  )
  expect(wrong).toEqual([])
})
