import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RanTest, ROOT, readRan } from '../e2e/ran/ran.ts'

// node scripts/check-asvs.ts: checks that the pages with requirements name tests that exist. With --ran, that they passed.

/** The pages that say, requirement by requirement, how each is met. */
const PAGES = ['docs/asvs.md', 'docs/oauth-security.md']

/** One requirement: its id, how it is met, and the tests that show it. */
export type Requirement = { id: string; how: string; tests: NamedTest[] }
export type NamedTest = { file: string; name: string }

/** Reads the rows of a page: those of the ASVS have a level, those of an RFC its number and a section. */
export function readRequirements(doc: string): Requirement[] {
  const rows = doc.matchAll(
    /^\| (\d+\.\d+\.\d+ \| [123]|\d{4,5} §[\d.]+[a-z]?) \| [^|]+ \| ([^|]+) \| (.+) \|$/gm,
  )
  return [...rows].map(([, id = '', how = '', shown = '']) => ({
    id: id.replace(/ \|.*/, ''),
    how,
    tests: [...shown.matchAll(/`([\w./-]+\.test\.ts)` `([^`]+)`/g)].map(
      ([, file = '', name = '']) => ({ file, name }),
    ),
  }))
}

/** What is wrong with the rows: tests that do not exist, and claims without evidence. */
export function findViolations(requirements: Requirement[], titlesIn = readTitles): string[] {
  return requirements.flatMap(({ id, how, tests }, i) => {
    const violations = tests
      .filter(({ file, name }) => !titlesIn(file).has(name))
      .map(({ file, name }) => `${id}: there is no test ‘${name}’ in ${file}`)
    const shown = tests.length > 0 || /\*\*Not met\*\*|\]\([\w./#-]+\)/.test(how)
    if (!shown) {
      violations.push(`${id}: names no test and no document, and does not say that it is not met`)
    }
    if (requirements.findIndex(other => other.id === id) !== i) {
      violations.push(`${id}: occurs twice`)
    }
    return violations
  })
}

/** The named tests that did not run, or did not pass, in the last run. */
export function findUnproven(requirements: Requirement[], ran: RanTest[]): string[] {
  const files = Map.groupBy(ran, ({ file }) => file)
  return requirements.flatMap(({ id, tests }) =>
    tests.flatMap(({ file, name }) => {
      const pattern = toTitlePattern(name)
      const meant = (files.get(file) ?? []).filter(({ titles }) =>
        titles.some(title => pattern.test(title)),
      )
      if (meant.length === 0) return [`${id}: ‘${name}’ in ${file} did not run`]
      return meant.every(({ passed }) => passed) ? [] : [`${id}: ‘${name}’ in ${file} did not pass`]
    }),
  )
}

/** The literal titles in a test file: the first argument of every call with a second argument. */
function readTitles(file: string): Set<string> {
  const path = join(ROOT, file)
  const source = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const calls = source.matchAll(/\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1\s*,/g)
  return new Set([...calls].map(([, , title = '']) => title.replace(/\\(.)/g, '$1')))
}

/** A pattern for titles of tests that ran: a placeholder of either test runner (`%s`, `$name`) matches any text. */
function toTitlePattern(name: string): RegExp {
  const parts = name.split(/%[a-z#]|\$\{\w+\}|\$\w+/)
  return new RegExp(
    `^${parts.map(part => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('[^]*')}$`,
  )
}

if (import.meta.main) {
  const violations = PAGES.flatMap(page => {
    const requirements = readRequirements(readFileSync(join(ROOT, page), 'utf8'))
    const unmet = requirements.filter(({ how }) => how.includes('**Not met**'))
    console.log(`${page}: ${requirements.length} requirements, ${unmet.length} not met`)
    return process.argv.includes('--ran')
      ? findUnproven(requirements, readRan())
      : findViolations(requirements)
  })
  for (const violation of violations) console.error(violation)
  process.exitCode = violations.length === 0 ? 0 : 1
}
