import { spawnSync } from 'node:child_process'
import { forgetRan, readRan } from '../e2e/ran/ran.ts'

// `npm test`: every stage, one after another, until one fails; then how long each took, and the sum of all tests.

const STAGES: Record<string, string[]> = {
  check: ['run', 'check'],
  unit: ['run', 'test:unit'],
  contract: ['run', 'test:contract'],
  browser: ['run', 'test:browser'],
  browsers: ['run', 'test:browsers'],
  asvs: ['run', 'check:asvs', '--', '--ran'],
}

type Outcome = { name: string; status: number; seconds: number }

function runStage(name: string, args: string[]): Outcome {
  const started = performance.now()
  const { status } = spawnSync('npm', args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  return { name, status: status ?? 1, seconds: (performance.now() - started) / 1000 }
}

function describeStage(name: string, outcome: Outcome | undefined): string {
  if (!outcome) return `${name.padEnd(9)} not run`
  const verdict = outcome.status === 0 ? '' : '  failed'
  return `${name.padEnd(9)} ${outcome.seconds.toFixed(0).padStart(4)} s${verdict}`
}

forgetRan()
const outcomes: Outcome[] = []
for (const [name, args] of Object.entries(STAGES)) {
  const outcome = runStage(name, args)
  outcomes.push(outcome)
  if (outcome.status !== 0) break
}

const ran = readRan()
const passed = ran.filter(test => test.passed).length
const status = outcomes.at(-1)?.status ?? 1
// A stage can fail without a test that does.
const failed = Math.max(ran.length - passed, status === 0 ? 0 : 1)
const lines = Object.keys(STAGES).map(name =>
  describeStage(
    name,
    outcomes.find(outcome => outcome.name === name),
  ),
)
console.log(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`)
process.exitCode = status
