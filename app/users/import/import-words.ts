import { describeUserCount } from '#lib/users/user-count-words.ts'
import { countImportRows, type ImportRun } from './run-import.ts'

/** The result of a run of the file `name`. */
export function describeImportRun(name: string, run: ImportRun): string {
  if (run.dryRun) {
    if (run.end) return `${name} cannot be imported`
    return countImportRows(run) === 0
      ? `${name} has no users`
      : `${name}: ${describeUserCount(countImportRows(run))}`
  }
  const done = `${describeUserCount(run.created)} imported`
  return run.end ? `${done}, then it stopped` : done
}

/** What to do after a run that failed. */
export function describeNextStep(run: ImportRun): string {
  return run.dryRun
    ? 'Correct the file and choose it again.'
    : 'Import the same file again: users who are already there are skipped.'
}
