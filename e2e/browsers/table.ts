import { readFileSync, writeFileSync } from 'node:fs'
import type { Mode, Way } from './engine.ts'

/** One journey, and the browser with its version. */
type JourneyRow = Mode & { engine: string }

/** One way to sign in, in one mode of a browser. */
type WayRow = JourneyRow & { way: Way; hasDialog: boolean }

/** The rows of both tables. */
export type Rows = { journeys: JourneyRow[]; ways: WayRow[] }

const FILE = new URL('../../docs/browsers.md', import.meta.url)
const COOKIE = { auth: 'partitioned', unpartitioned: 'not partitioned' }
const OUTCOME = { cookie: 'the cookie', bearer: 'bearer tokens, by itself' }
const WAY = { popup: 'a window', redirect: 'in place of the page', fedcm: 'the browser’s dialog' }
const CARRIER = { cookie: 'the cookie', bearer: 'tokens bound to a key' }
const BACK = { cached: 'from the browser’s cache', anew: 'loaded anew' }
const NO_DIALOG = 'there is no such dialog: the next way follows'
const FORGETS = ', until the page is reloaded'

/** Whether this is `npm run browsers:table`. */
export const isTableWanted = process.env.npm_lifecycle_event === 'browsers:table'

/** Writes the table of the docs. */
export function writeTable({ journeys, ways }: Rows): void {
  const [first, second] = [journeys.map(formatRow), ways.map(formatWay)]
  writeFileSync(FILE, [HEAD, ...first, '', WAYS_HEAD, ...second, ''].join('\n'))
}

/** The rows of the table of the docs about the browsers of `rows`, whatever their versions. */
export function readTable({ journeys }: Rows): string[] {
  const browsers = new Set(journeys.map(({ engine }) => `| ${stripVersion(engine)} |`))
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .map(line => line.replace(/^\| ([^|]+) \|/, (_, engine) => `| ${stripVersion(engine)} |`))
    .filter(line => browsers.has(line.slice(0, line.indexOf('|', 1) + 1)))
}

/** What the table should say of `rows`, whatever the versions of the browsers. */
export function formatTable({ journeys, ways }: Rows): string[] {
  return [
    ...journeys.map(row => formatRow({ ...row, engine: stripVersion(row.engine) })),
    ...ways.map(row => formatWay({ ...row, engine: stripVersion(row.engine) })),
  ]
}

function formatRow({ engine, cookies, server, outcome, forgets }: JourneyRow): string {
  const signedInBy = `${OUTCOME[outcome]}${forgets ? FORGETS : ''}`
  return `| ${engine} | ${cookies} | ${COOKIE[server]} | ${signedInBy} |`
}

function formatWay({ engine, cookies, outcome, signIn, way, hasDialog }: WayRow): string {
  const isThere = way !== 'fedcm' || hasDialog
  const carrier = isThere ? CARRIER[outcome] : NO_DIALOG
  const back = isThere && signIn ? BACK[signIn.back] : ''
  return `| ${engine} | ${cookies} | ${WAY[way]} | ${carrier} | ${back} |`
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

const WAYS_HEAD = `## By \`signIn\`

In each row a page on another site called \`signIn\`, the person typed the password on the server's page, and the page
called the API, was reloaded and opened in a second tab; then the server ended the session, and the person came back to
the page by Back, where nobody was signed in any more. The password was in one request only, which the server's own page
sent, and in no field of the page that asked. In the last column is where Back brought the page from.

Two things are missing. The driver of WebKitGTK lets no page open a window, so that way is not tried there. Chromium's
last two settings drop the server's cookies on its own pages, too, and a sign-in there needs them: such people are tried
with \`login\` only.

| browser | its setting for cookies | the person is asked in | the session is carried by | Back |
|---|---|---|---|---|`
