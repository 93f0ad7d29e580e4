import { describe, expect, it } from 'vitest'
import { findUnproven, findViolations, readRequirements } from './check-asvs.ts'

const DOC = `
| id | level | what is asked | how it is met | shown by |
|---|---|---|---|---|
| 1.1.1 | 1 | One | so | \`a.test.ts\` \`works on %s\`<br>\`a.test.ts\` \`it's there\` |
| 1.1.2 | 2 | Two | **Not met**: why | – |
| 1.1.3 | 3 | Three | [so](so.md) | – |
`
const titles = () => new Set(['works on %s', "it's there"])
const ran = (title: string, passed = true) => ({
  file: 'a.test.ts',
  titles: ['suite', title],
  passed,
})

describe('readRequirements', () => {
  it('reads each row and each test that it names', () => {
    expect(readRequirements(DOC).map(({ id, tests }) => [id, tests.length])).toEqual([
      ['1.1.1', 2],
      ['1.1.2', 0],
      ['1.1.3', 0],
    ])
  })
})

it('reads the rows of an RFC, whose sections may be asked for in parts', () => {
  const row = '| 9700 §2.1.1a | One | so | `a.test.ts` `works on %s` |'
  expect(readRequirements(row).map(({ id, tests }) => [id, tests.length])).toEqual([
    ['9700 §2.1.1a', 1],
  ])
})

describe('findViolations', () => {
  it('finds none when every test exists and every row has evidence', () => {
    expect(findViolations(readRequirements(DOC), titles)).toEqual([])
  })

  it('names a test that does not exist', () => {
    const violations = findViolations(readRequirements(DOC), () => new Set(['works on %s']))
    expect(violations).toEqual(["1.1.1: there is no test ‘it's there’ in a.test.ts"])
  })

  it('names a row without evidence, and a row that occurs twice', () => {
    const row = '| 1.1.3 | 3 | Three | it is | – |'
    expect(findViolations(readRequirements(`${DOC}${row}`), titles)).toEqual([
      '1.1.3: names no test and no document, and does not say that it is not met',
      '1.1.3: occurs twice',
    ])
  })

  it('finds the titles in a file, whatever their quotes, and nothing else', () => {
    const row = (name: string) =>
      `| 1.1.1 | 1 | One | so | \`scripts/check-asvs.test.ts\` \`${name}\` |`
    const here = 'finds the titles in a file, whatever their quotes, and nothing else'
    expect(findViolations(readRequirements(row(here)))).toEqual([])
    expect(findViolations(readRequirements(row('no such test')))).toHaveLength(1)
    expect(findViolations(readRequirements(row(here).replace('scripts/', 'no/')))).toHaveLength(1)
  })
})

describe('findUnproven', () => {
  const unproven = (...tests: ReturnType<typeof ran>[]) =>
    findUnproven(readRequirements(DOC), tests).length

  it('finds none when every row of a table of tests passed', () => {
    expect(unproven(ran("it's there"), ran('works on sqlite'), ran('works on\npostgres'))).toBe(0)
  })

  it('names tests that did not run, not in that file, or did not pass', () => {
    expect(unproven(ran("it's there"))).toBe(1)
    expect(unproven(ran("it's there"), { ...ran('works on x'), file: 'b.test.ts' })).toBe(1)
    expect(unproven(ran("it's there"), ran('works on a'), ran('works on b', false))).toBe(1)
  })
})
