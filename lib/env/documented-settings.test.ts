import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { readEnv } from './env.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Lines of settings one below the other, such as `PUBLIC_URL=https://…`. */
const BLOCK = /(?:^[ \t]*[A-Z][A-Z_]+=.*\n)+/gm

const blocks = globSync('{docs,deploy}/*.md', { cwd: ROOT }).flatMap(file =>
  (readFileSync(join(ROOT, file), 'utf8').match(BLOCK) ?? [])
    .filter(block => block.includes('PUBLIC_URL='))
    .map(block => [file, block] as const),
)

it('finds the settings that the docs tell people to write', () => {
  expect(blocks.map(([file]) => file).toSorted()).toEqual(['deploy/nginx.md', 'docs/from-flask.md'])
})

it.each(blocks)('a server starts with the settings of %s', (_, block) => {
  const settings = { ...parseEnv(block), SECRET_KEY: 'a-key-of-32-bytes-for-this-test-only' }
  expect(() => readEnv(settings)).not.toThrow()
})
