import { describe, expect, test } from 'vitest'
import { readEngine, resolveSqlitePath } from './database-url.ts'

test.each([
  ['file:./data/latchkey.db', 'sqlite'],
  ['file:/var/lib/latchkey.db', 'sqlite'],
  ['postgresql://me@host/latchkey', 'postgresql'],
  ['postgres://me@host/latchkey', 'postgresql'],
])('%s is for %s', (url, engine) => {
  expect(readEngine(url)).toBe(engine)
})

describe('the file of', () => {
  test.each([
    ['file:./data/latchkey.db', `${process.cwd()}/data/latchkey.db`],
    ['file:data/latchkey.db', `${process.cwd()}/data/latchkey.db`],
    ['file:/var/lib/latchkey.db', '/var/lib/latchkey.db'],
    ['file:///var/lib/latchkey.db', '/var/lib/latchkey.db'],
    ['file:/var/lib/latchkey.db?connection_limit=1', '/var/lib/latchkey.db'],
    ['file:/var/my files/latchkey.db', '/var/my files/latchkey.db'],
  ])('%s is %s', (url, file) => {
    expect(resolveSqlitePath(url)).toBe(file)
  })
})
