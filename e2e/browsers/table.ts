import { readFileSync, writeFileSync } from 'node:fs'
import type { Mode } from './engine.ts'

/** One journey, and the browser with its version. */
export type JourneyRow = Mode & { engine: string }

const FILE = new URL('../../docs/browsers.md', import.meta.url)
const COOKIE = { auth: 'partitioned', unpartitioned: 'not partitioned' }
const OUTCOME = { cookie: 'the cookie', bearer: 'bearer tokens, by itself' }
const FORGETS = ', until the page is reloaded'

/** Whether this is `npm run browsers:table`. */
export const isTableWanted = process.env.npm_lifecycle_event === 'browsers:table'

/** Writes the table of the docs. */
export function writeTable(rows: JourneyRow[]): void {
  writeFileSync(FILE, `${HEAD}\n${rows.map(formatRow).join('\n')}\n`)
}

/** The rows of the table of the docs about the browsers of `rows`, whatever their versions. */
export function readTable(rows: JourneyRow[]): string[] {
  const browsers = new Set(rows.map(({ engine }) => `| ${stripVersion(engine)} |`))
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .map(line => line.replace(/^\| ([^|]+) \|/, (_, engine) => `| ${stripVersion(engine)} |`))
    .filter(line => browsers.has(line.slice(0, line.indexOf('|', 1) + 1)))
}

/** What the table should say of `rows`, whatever the versions of the browsers. */
export function formatTable(rows: JourneyRow[]): string[] {
  return rows.map(row => formatRow({ ...row, engine: stripVersion(row.engine) }))
}

function formatRow({ engine, cookies, server, outcome, forgets }: JourneyRow): string {
  const signedInBy = `${OUTCOME[outcome]}${forgets ? FORGETS : ''}`
  return `| ${engine} | ${cookies} | ${COOKIE[server]} | ${signedInBy} |`
}

function stripVersion(engine: string): string {
  return engine.replace(/ [\d.]+$/, '')
}

const HEAD = `# The client in real browsers

\`npm run browsers:table\` writes this table, and \`npm test\` says when it is out of date. Each row is a test: over TLS, a
page used \`/client.js\` of a server on another site to sign in, call the API, reload, open a second tab, lose the server
and find it again, and sign out in both tabs. No token and no password was in an address or in localStorage, and none of
the tokens was asked for where the cookie worked.

Chromium is always there; Firefox and WebKit are tried where they are installed (on Debian \`firefox-esr\`, and
\`webkit2gtk-driver\` with \`xvfb\`). WebKitGTK has the engine of Safari, and settings of its own. Latchkey's cookie is
partitioned; the rows where it is not show what a browser makes of it that knows no such cookies.

| browser | its setting for cookies | the server's cookie | signed in by |
|---|---|---|---|`
