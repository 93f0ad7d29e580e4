import { describe, expect, it } from 'vitest'
import { findDeadLinks, findLostPaths, listAnchors } from './check-links.ts'

const OTHER = '# Other\n\n## What it says\n'

/** The dead links of docs/page.md with `text`, beside docs/other.md and the folder deploy. */
function deadLinksOf(text: string): string[] {
  const pages = new Map([
    ['docs/page.md', text],
    ['docs/other.md', OTHER],
  ])
  return findDeadLinks(pages, path => pages.has(path) || path === 'deploy')
}

describe('findDeadLinks', () => {
  it.each([
    '[other](other.md)',
    '[other](../docs/other.md)',
    '[other](other.md "with a title")',
    '[other](<other.md>)',
    '[`other` [1]](other.md)',
    '[folder](../deploy)',
    '[heading](other.md#what-it-says)',
    '# Here\n\n[heading](#here)',
    '[other]\n\n[other]: other.md',
    '[site](https://example.com/nowhere.md), [mail](mailto:ada@example.com), [site](//example.com)',
  ])('takes %j', text => expect(deadLinksOf(text)).toEqual([]))

  it.each([
    ['[gone](gone.md)', 'docs/page.md: gone.md is not there'],
    ['![gone](gone.png)', 'docs/page.md: gone.png is not there'],
    ['[gone]\n\n[gone]: gone.md', 'docs/page.md: gone.md is not there'],
    ['[from the root](docs/other.md)', 'docs/page.md: docs/other.md is not there'],
    ['[heading](other.md#nowhere)', 'docs/page.md: other.md#nowhere names no heading'],
    ['[heading](#nowhere)', 'docs/page.md: #nowhere names no heading'],
    ['[folder](../deploy#nowhere)', 'docs/page.md: ../deploy#nowhere names no heading'],
    ['[out](../../x.md)', 'docs/page.md: ../../x.md is outside of the repository'],
    ['[site](/x)', 'docs/page.md: /x begins with a slash, which is the root of the site'],
  ])('names %j', (text, fault) => expect(deadLinksOf(text)).toEqual([fault]))

  it('reads no link in code', () => {
    expect(deadLinksOf('`[x](gone.md)` and ``a`b [x](gone.md)``')).toEqual([])
    expect(deadLinksOf('```md\n[x](gone.md)\n```\n')).toEqual([])
    expect(deadLinksOf('1. Do\n\n   ```sh\n   [x](gone.md)\n   ```\n')).toEqual([])
    expect(deadLinksOf('```md\n[x](y.md)\n```\n[x](gone.md)')).toHaveLength(1)
  })
})

describe('findLostPaths', () => {
  const find = (text: string) =>
    findLostPaths(new Map([['docs/page.md', text]]), path => path === 'lib/cors/csrf.ts')

  it('names a path in code that is not there', () => {
    expect(find('See `lib/cors/csrf.ts` and `lib/auth/csrf.ts`.')).toEqual([
      'docs/page.md: lib/auth/csrf.ts is not there',
    ])
  })

  it.each([
    'another program’s `assets/js/config.js`',
    'an address such as `/lib/users`',
    'a pattern such as `app/<path>/page.tsx`',
    'a command such as `node scripts/nothing.ts`',
    '```sh\nlib/gone.ts\n```\n',
  ])('leaves alone %s', text => expect(find(text)).toEqual([]))
})

describe('listAnchors', () => {
  it.each([
    ['## Ways in', 'ways-in'],
    ['## `--preflight`', '--preflight'],
    ['### latchkey user create', 'latchkey-user-create'],
    ['## 2. Several processes: `WEB_CONCURRENCY`', '2-several-processes-web_concurrency'],
    ['## See [the README](README.md), too', 'see-the-readme-too'],
    ['## What it does, and why ##', 'what-it-does-and-why'],
  ])('of %j', (heading, anchor) => expect([...listAnchors(heading)]).toEqual([anchor]))

  it('tells equal headings apart', () => {
    expect([...listAnchors('# Users\n## Users\n## Users\n')]).toEqual([
      'users',
      'users-1',
      'users-2',
    ])
  })

  it('takes no comment of a script for a heading', () => {
    expect([...listAnchors('# Start\n```sh\n# a comment\n```\n')]).toEqual(['start'])
  })
})
