import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { Tally } from '#lib/metrics/tally.ts'

const PROCESSES = fileURLToPath(import.meta.resolve('../../../e2e/fixtures/metrics-processes.ts'))

it('every process reports the metrics of all processes, including those that have ended', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESSES])
  const { before, after } = JSON.parse(stdout) as Record<string, Tally[]>
  const signIns = (tallies: Tally[] = []) =>
    tallies.map(({ latchkey_sign_ins_total: of }) => of?.ok?.[0])
  const processes = (tallies: Tally[] = []) =>
    tallies.map(({ latchkey_processes: of }) => of?.['']?.[0])
  // Three workers have counted 1, 2 and 3; the third is then killed.
  expect([signIns(before), processes(before)]).toEqual([
    [6, 6, 6],
    [3, 3, 3],
  ])
  expect([signIns(after), processes(after)]).toEqual([
    [6, 6],
    [2, 2],
  ])
})
