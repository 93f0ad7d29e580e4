import { describe, expect, it } from 'vitest'
import { findRequirementFaults, findUnproven, readRequirements } from './check-asvs.ts'

const DOC = `
| id | level | what is asked | how it is met | shown by |
|---|---|---|---|---|
| 1.1.1 | 1 | One | so | \`a.test.ts\` \`works on %s\`<br>\`a.test.ts\` \`it's there\` |
| 1.1.2 | 2 | Two | **Not met**: why | – |
| 1.1.3 | 3 | Three | [so](so.md) | – |
`
const there = () => new Set(['works on %s', "it's there"])
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

describe('findFaults', () => {
  it('finds none where every test is there and every row says something', () => {
    expect(findRequirementFaults(readRequirements(DOC), there)).toEqual([])
  })

  it('names a test that is not there', () => {
    const faults = findRequirementFaults(readRequirements(DOC), () => new Set(['works on %s']))
    expect(faults).toEqual(["1.1.1: there is no test ‘it's there’ in a.test.ts"])
  })

  it('names a row that shows nothing, and one that stands twice', () => {
    const row = '| 1.1.3 | 3 | Three | it is | – |'
    expect(findRequirementFaults(readRequirements(`${DOC}${row}`), there)).toEqual([
      '1.1.3: names neither a test nor a document, nor says that it is not met',
      '1.1.3: stands twice',
    ])
  })

  it('finds the titles in a file, however they are quoted, and none that is not one', () => {
    const row = (name: string) =>
      `| 1.1.1 | 1 | One | so | \`scripts/check-asvs.test.ts\` \`${name}\` |`
    const here = 'finds the titles in a file, however they are quoted, and none that is not one'
    expect(findRequirementFaults(readRequirements(row(here)))).toEqual([])
    expect(findRequirementFaults(readRequirements(row('no such test')))).toHaveLength(1)
    expect(
      findRequirementFaults(readRequirements(row(here).replace('scripts/', 'no/'))),
    ).toHaveLength(1)
  })
})

describe('findUnproven', () => {
  const unproven = (...tests: ReturnType<typeof ran>[]) =>
    findUnproven(readRequirements(DOC), tests).length

  it('is satisfied when every row of a table passed', () => {
    expect(unproven(ran("it's there"), ran('works on sqlite'), ran('works on\npostgres'))).toBe(0)
  })

  it('names what did not run, or not in that file, or did not pass', () => {
    expect(unproven(ran("it's there"))).toBe(1)
    expect(unproven(ran("it's there"), { ...ran('works on x'), file: 'b.test.ts' })).toBe(1)
    expect(unproven(ran("it's there"), ran('works on a'), ran('works on b', false))).toBe(1)
  })
})
