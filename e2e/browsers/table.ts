import { writeFileSync } from 'node:fs'
import type { Mode } from './engine.ts'

/** One journey that ended well. */
export type JourneyRow = Mode & { engine: string }

const FILE = new URL('../../docs/browsers.md', import.meta.url)
const COOKIE = { auth: 'partitioned', unpartitioned: 'not partitioned' }
const OUTCOME = { cookie: 'the cookie', bearer: 'bearer tokens, by itself' }
const FORGETS = ', until the page is reloaded'

/** Writes the table of the docs, where this is `npm run test:browsers`, and not a part of `npm test`. */
export function writeTable(rows: JourneyRow[]): void {
  if (process.env.npm_lifecycle_event !== 'test:browsers') return
  const lines = rows.map(
    ({ engine, cookies, server, outcome, forgets }) =>
      `| ${engine} | ${cookies} | ${COOKIE[server]} | ${OUTCOME[outcome]}${forgets ? FORGETS : ''} |`,
  )
  writeFileSync(FILE, `${HEAD}\n${lines.join('\n')}\n`)
}

const HEAD = `# The client in real browsers

\`npm run test:browsers\` wrote this table. Each row is a test that passed: over TLS, a page used \`/client.js\` of a
server on another site to sign in, call the API, reload, open a second tab, lose the server and find it again, and
sign out in both tabs. No token and no password was in an address or in localStorage, and none of the tokens was asked
for where the cookie worked.

Chromium is always there; Firefox and WebKit are tried where they are installed (on Debian \`firefox-esr\`, and
\`webkit2gtk-driver\` with \`xvfb\`). WebKitGTK has the engine of Safari, and settings of its own. Latchkey's cookie is
partitioned; the rows where it is not show what a browser makes of it that knows no such cookies.

| browser | its setting for cookies | the server's cookie | signed in by |
|---|---|---|---|`
