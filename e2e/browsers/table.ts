import { writeFileSync } from 'node:fs'
import type { Mode } from './engine.ts'

/** One journey that ended well. */
export type Row = Mode & { engine: string }

const FILE = new URL('../../docs/browsers.md', import.meta.url)
const COOKIE = { auth: 'partitioned', unpartitioned: 'not partitioned' }
const OUTCOME = { cookie: 'the cookie', bearer: 'bearer tokens, by itself' }

/** Writes the table of the docs, where this is `npm run test:browsers`, and not a part of `npm test`. */
export function writeTable(rows: Row[]): void {
  if (process.env.npm_lifecycle_event !== 'test:browsers') return
  const lines = rows.map(
    ({ engine, cookies, server, outcome }) =>
      `| ${engine} | ${cookies} | ${COOKIE[server]} | ${OUTCOME[outcome]} |`,
  )
  writeFileSync(FILE, `${HEAD}\n${lines.join('\n')}\n`)
}

const HEAD = `# The client in real browsers

\`npm run test:browsers\` wrote this table; each row is a test that passed: a page on https://pages.example.org
used \`/client.js\` of https://auth.example.test, over TLS, to sign in, call the API, reload, open a second tab, lose
the server and find it again, and sign out in both tabs. Latchkey's cookie is partitioned; the rows where it is
not show what an older browser makes of it.

| browser | its setting for cookies | the server's cookie | signed in by |
|---|---|---|---|`
