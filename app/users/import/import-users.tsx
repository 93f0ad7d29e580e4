'use client'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { buttonLook } from '../../components/button-look.ts'
import { TaskProgress } from '../../components/task-progress.tsx'
import { ToUsers } from '../to-users.tsx'
import { FileChooser } from './file-chooser.tsx'
import { ImportResult } from './import-result.tsx'
import { countImportRows } from './run-import.ts'
import { useImport } from './use-import.ts'

/** Imports a file of users: choose it, see what it would do, run it, see what it did. */
export function ImportUsers() {
  const { state, stopping, check, go, stop, leave } = useImport()
  const another = (
    <button type="button" onClick={leave} className={buttonLook.plain}>
      Choose another file
    </button>
  )
  if (state.at === 'choose') return <FileChooser onFile={file => void check(file)} />
  const { file } = state
  if (state.at === 'checking') {
    return (
      <TaskProgress
        id="import-progress"
        label={`Checking ${file.name}`}
        value={state.run?.part ?? 0}
        words={`${describeUserCount(state.run ? countImportRows(state.run) : 0)} read. Nothing is imported yet.`}
        stop={stop}
        stopping={stopping}
      />
    )
  }
  if (state.at === 'importing') {
    const done = state.run ? countImportRows(state.run) : 0
    const total = countImportRows(state.check)
    return (
      <TaskProgress
        id="import-progress"
        label={`Importing ${file.name}`}
        value={done / total}
        words={`${done.toLocaleString('en')} of ${describeUserCount(total)}. Keep this page open.`}
        stop={stop}
        stopping={stopping}
      />
    )
  }
  if (state.at === 'done') {
    return (
      <ImportResult key="done" file={file} run={state.run}>
        {state.run.end && (
          <button type="button" onClick={() => void check(file)} className={buttonLook.primary}>
            Check the file again
          </button>
        )}
        <ToUsers>All users</ToUsers>
        {another}
      </ImportResult>
    )
  }
  const { check: checked } = state
  return (
    <ImportResult key="checked" file={file} run={checked}>
      {checked.created > 0 && !checked.end && (
        <button type="button" onClick={() => void go(file, checked)} className={buttonLook.primary}>
          Import {describeUserCount(checked.created)}
        </button>
      )}
      {another}
    </ImportResult>
  )
}
