import { describeUserCount } from '#lib/users/user-count-words.ts'
import { countImportRows, type ImportRun } from './run-import.ts'

/** What a run of the file `name` has come to. */
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

/** What to do about a run that was broken off. */
export function describeNextStep(run: ImportRun): string {
  return run.dryRun
    ? 'Mend the file and choose it again.'
    : 'Import the same file again: whoever is there already is skipped.'
}
