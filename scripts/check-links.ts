import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'

// Holds the Markdown files to the repository: what they link to and each path that they name is there.

const ROOT = join(import.meta.dirname, '..')
const PAGES = ['**/*.md', '.github/**/*.md']
const LEFT_OUT = ['**/node_modules/**', '.next/**', '.cache/**']

const FENCED_BLOCK = /^( *)(```+|~~~+).*\n(?:.*\n)*?\1\2 *$/gm
const INLINE_CODE = /(`+)(?!`)(.*?[^`])\1(?!`)/g
const LINK = /\[(?:[^[\]]|\[[^\]]*\])*\]\((?:<([^>]*)>|([^()\s]+))(?:\s+"[^"]*")?\)/g
const DEFINITION = /^\[[^\]]+\]:\s*<?([^\s>]+)>?/gm
const SCHEME = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i
const OWN_PATH =
  /^(?:\.ci|\.github|app|bench|bin|client|deploy|docs|e2e|examples|lib|prisma|scripts)\/[\w./[\]*-]*$/

/** Pages by their path, relative to the root of the repository. */
type Pages = ReadonlyMap<string, string>

/**
 * Finds the links of `pages` that lead nowhere in this repository: to a file that is not there, or to a heading that
 * the page does not have. Links to other sites are not followed.
 */
export function findDeadLinks(pages: Pages, exists: (path: string) => boolean): string[] {
  return [...pages].flatMap(([page, text]) =>
    listTargets(text)
      .filter(target => !SCHEME.test(target))
      .map(target => ({ target, fault: findTargetFault(pages, exists, page, target) }))
      .filter(({ fault }) => fault !== null)
      .map(({ target, fault }) => `${page}: ${target} ${fault}`),
  )
}

/** Finds the paths that `pages` name in code, as in `lib/cors/`, and that are not there. */
export function findLostPaths(pages: Pages, exists: (path: string) => boolean): string[] {
  return [...pages].flatMap(([page, text]) =>
    [...text.replace(FENCED_BLOCK, '').matchAll(INLINE_CODE)]
      .map(([, , code = '']) => code)
      .filter(code => OWN_PATH.test(code) && !exists(code))
      .map(code => `${page}: ${code} is not there`),
  )
}

function findTargetFault(
  pages: Pages,
  exists: (path: string) => boolean,
  page: string,
  target: string,
): string | null {
  if (target.startsWith('/')) return 'begins with a slash, which is the root of the site'
  const [file = '', anchor] = decodeURI(target).split('#')
  const path = file === '' ? page : join(dirname(page), file)
  if (path.startsWith('../')) return 'is outside of the repository'
  if (!exists(path)) return 'is not there'
  if (anchor === undefined) return null
  const text = pages.get(path)
  return text !== undefined && listAnchors(text).has(anchor) ? null : 'names no heading'
}

/** The targets of all links and images in a Markdown text, without those that stand in code. */
function listTargets(markdown: string): string[] {
  const text = markdown.replace(FENCED_BLOCK, '').replace(INLINE_CODE, '`')
  const inline = [...text.matchAll(LINK)].map(([, bracketed, bare]) => bracketed ?? bare ?? '')
  return [...inline, ...[...text.matchAll(DEFINITION)].map(([, target = '']) => target)]
}

/** The anchors that GitHub gives to the headings of a Markdown text: a number tells equal ones apart. */
export function listAnchors(markdown: string): Set<string> {
  const anchors = new Set<string>()
  const headings = markdown.replace(FENCED_BLOCK, '').matchAll(/^#{1,6} +(.+?) *#*$/gm)
  for (const [, heading = ''] of headings) {
    const slug = makeSlug(heading)
    let anchor = slug
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`
    anchors.add(anchor)
  }
  return anchors
}

function makeSlug(heading: string): string {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}

function existsHere(path: string): boolean {
  if (path.includes('*')) return globSync(path, { cwd: ROOT }).length > 0
  return existsSync(join(ROOT, path))
}

if (import.meta.main) {
  const files = globSync(PAGES, { cwd: ROOT, exclude: LEFT_OUT })
  const pages = new Map(files.map(file => [file, readFileSync(join(ROOT, file), 'utf8')]))
  const faults = [...findDeadLinks(pages, existsHere), ...findLostPaths(pages, existsHere)]
  console.log(`Links: ${files.length} pages, ${faults.length} dead links and lost paths`)
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
}
