import { formatCsvLine } from '#lib/lists/csv-line.ts'
import type { RowResult } from '#lib/users/import/judge.ts'
import { readFileChunks } from './file-chunks.ts'
import { sendChunk } from './send-chunk.ts'

/** So many faulty rows are shown; the report has them all. */
const MAX_FAULTS_SHOWN = 50

/** What became of a file so far, and, when it is over before its end, why. */
export type ImportRun = {
  dryRun: boolean
  created: number
  skipped: number
  failed: number
  faults: RowResult[]
  ignored: string[]
  /** The lines of the report. */
  report: string[]
  /** How much of the file is judged or imported, from 0 to 1. */
  part: number
  end?: 'stopped' | { fault: string }
}

type Options = { dryRun: boolean; signal: AbortSignal; onProgress: (run: ImportRun) => void }

/**
 * Judges or imports all rows of `file`, chunk by chunk. To stop it by `signal` lets the chunk under way end, so
 * that the report says the truth.
 */
export async function runImport(
  file: Blob,
  { dryRun, signal, onProgress }: Options,
): Promise<ImportRun> {
  const ignored = new Set<string>()
  const run: ImportRun = {
    ...{ dryRun, created: 0, skipped: 0, failed: 0, part: 0 },
    ...{
      faults: [],
      ignored: [],
      report: [formatCsvLine(['row', 'uid', 'result', 'code', 'message'])],
    },
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
    return { ...run, end: { fault: error instanceof Error ? error.message : String(error) } }
  }
}

function addResult(run: ImportRun, result: RowResult): void {
  run[result.result]++
  if (result.result === 'failed' && run.faults.length < MAX_FAULTS_SHOWN) run.faults.push(result)
  const { row, uid, code } = result
  const became = run.dryRun && result.result === 'created' ? 'would be created' : result.result
  run.report.push(formatCsvLine([row, uid, became, code, describeFaults(result)]))
}

/** What is wrong with a row. */
export function describeFaults({ errors }: RowResult): string {
  return errors?.map(({ message }) => message).join(' ') ?? ''
}

/** How many rows there were. */
export function countImportRows({ created, skipped, failed }: ImportRun): number {
  return created + skipped + failed
}
