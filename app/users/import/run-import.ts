import { formatCsvLine } from '#lib/lists/csv-line.ts'
import type { RowResult } from '#lib/users/import/judge.ts'
import { describeError } from '../../components/describe-error.ts'
import { readFileChunks } from './file-chunks.ts'
import { sendChunk } from './send-chunk.ts'

/** How many faulty rows are shown; the report has all of them. */
const MAX_FAULTS_SHOWN = 50

/** What became of a file so far; `end` says why it ended early. */
export type ImportRun = {
  dryRun: boolean
  created: number
  skipped: number
  failed: number
  faults: RowResult[]
  ignored: string[]
  /** The lines of the report. */
  report: string[]
  /** How much of the file is checked or imported, from 0 to 1. */
  part: number
  end?: 'stopped' | { failure: string }
}

type Options = { dryRun: boolean; signal: AbortSignal; onProgress: (run: ImportRun) => void }

/**
 * Checks or imports all rows of `file`, chunk by chunk. After `signal` it still waits for the present chunk, so that the
 * report is complete.
 */
export async function runImport(
  file: Blob,
  { dryRun, signal, onProgress }: Options,
): Promise<ImportRun> {
  const ignored = new Set<string>()
  const run: ImportRun = {
    dryRun,
    created: 0,
    skipped: 0,
    failed: 0,
    faults: [],
    ignored: [],
    report: [formatCsvLine(['row', 'uid', 'result', 'code', 'message'])],
    part: 0,
  }
  try {
    for await (const { rows, part } of readFileChunks(file, ignored)) {
      if (signal.aborted) return { ...run, end: 'stopped' }
      for (const result of await sendChunk(rows, dryRun)) addResult(run, result)
      run.part = part
      run.ignored = [...ignored]
      onProgress({ ...run })
    }
    return run
  } catch (error) {
    return { ...run, end: { failure: describeError(error) } }
  }
}

function addResult(run: ImportRun, result: RowResult): void {
  run[result.result]++
  if (result.result === 'failed' && run.faults.length < MAX_FAULTS_SHOWN) run.faults.push(result)
  const { row, uid, code } = result
  const outcome = run.dryRun && result.result === 'created' ? 'would be created' : result.result
  run.report.push(formatCsvLine([row, uid, outcome, code, describeFaults(result)]))
}

/** What is wrong with a row. */
export function describeFaults({ errors }: RowResult): string {
  return errors?.map(({ message }) => message).join(' ') ?? ''
}

/** How many rows have been read. */
export function countImportRows({ created, skipped, failed }: ImportRun): number {
  return created + skipped + failed
}
