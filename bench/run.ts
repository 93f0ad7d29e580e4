import { parseArgs } from 'node:util'
import { LOAD_GENERATOR } from './load.ts'
import { formatRowsJson, formatRowsTable, type MeasuredRow } from './report.ts'
import { type Finding, isWithinBound, type Row } from './row.ts'
import { dpopRow } from './rows/dpop.ts'
import { edgeRow } from './rows/edge.ts'
import { enumerationRow } from './rows/enumeration.ts'
import { invitationRows } from './rows/invitations.ts'
import { latencyRow } from './rows/latency.ts'
import { loginPageRow } from './rows/login-page.ts'
import { loginsRow } from './rows/logins.ts'
import { mailRequestRows } from './rows/mail-request.ts'
import { nodesRow } from './rows/nodes.ts'
import { outboxRow, slowMailRow } from './rows/outbox.ts'
import { preflightRow } from './rows/preflight.ts'
import { readNextRow, readRow } from './rows/read.ts'
import { sideBySideRows } from './rows/side-by-side.ts'
import { startRow } from './rows/start.ts'
import { Stage } from './stage.ts'

// node bench/run.ts [--json] [row …]: measures all budgets, or only the named rows.
// node bench/run.ts [--json] enumeration: whether the time of a refused sign-in reveals who exists. Takes minutes.
// node bench/run.ts [--json] reset-mail mail-code sign-up-mail void-code: the same of requests for mails, and of wrong
// codes.
// node bench/run.ts [--json] invitations-sqlite invitations-postgresql: 10,000 invitations in one request, and logins
// beside them: logins-beside-invitations-sqlite, logins-beside-invitations-postgresql.
// node bench/run.ts [--json] nodes: two processes of one server against one. Needs idle cores.
// node bench/run.ts [--json] users [sqlite] [postgresql]: a million users against a thousand. Takes minutes.

const ROWS: readonly Row[] = [
  preflightRow,
  readRow,
  readNextRow,
  dpopRow,
  loginsRow,
  latencyRow,
  ...sideBySideRows,
  startRow,
  loginPageRow,
  edgeRow,
  outboxRow,
  slowMailRow,
]
// Run only when they are named: they take minutes, or need idle cores.
const ON_REQUEST: readonly Row[] = [enumerationRow, ...mailRequestRows, ...invitationRows, nodesRow]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' } },
})
if (positionals[0] === 'users') {
  const { runUsersBench } = await import('./users/main.ts')
  process.exit(await runUsersBench(positionals.slice(1), values.json ?? false))
}
const all = [...ROWS, ...ON_REQUEST]
const unknown = positionals.filter(name => !all.some(row => row.name === name))
if (unknown.length > 0) {
  console.error(
    `No such row: ${unknown.join(', ')}. Rows: ${all.map(row => row.name).join(', ')}, users`,
  )
  process.exit(2)
}

const stage = new Stage()
const results: MeasuredRow[] = []
const wanted = positionals.length > 0 ? all.filter(row => positionals.includes(row.name)) : ROWS
const minutes = wanted.some(row => ON_REQUEST.includes(row)) ? 30 : 10
const late = setTimeout(() => {
  console.error(`\nThe bench has not finished after ${minutes} minutes.`)
  void stage.close().then(() => process.exit(1))
}, minutes * 60_000)
try {
  for (const row of wanted) {
    process.stderr.write(`${row.what} `)
    results.push({ row, finding: await row.measure(stage).catch(makeUnmeasured) })
    process.stderr.write('\n')
  }
} finally {
  clearTimeout(late)
  await stage.close()
}
console.log((values.json ? formatRowsJson : formatRowsTable)(LOAD_GENERATOR, results))
process.exitCode = results.every(({ row, finding }) => isWithinBound(row.bound, finding.value))
  ? 0
  : 1

/** The finding of a row that cannot be measured: its bound does not hold, and the other rows are still measured. */
function makeUnmeasured(error: unknown): Finding {
  return { value: Number.NaN, subject: 'not measured', reference: '', notes: [String(error)] }
}
