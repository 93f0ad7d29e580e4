import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { Alert } from '../../components/alert.tsx'
import { buttonLook } from '../../components/button-look.ts'
import { FaultsTable } from './faults-table.tsx'
import { describeImportRun, describeNextStep } from './import-words.ts'
import { countImportRows, type ImportRun } from './run-import.ts'
import { saveReport } from './save-report.ts'

type Props = { file: File; run: ImportRun; children: ReactNode }

/** What an import would do, or has done: the numbers, the first faults, and a report of every row. */
export function ImportResult({ file, run, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The button that was pressed is gone.
  useEffect(() => heading.current?.focus(), [])
  const { dryRun, created, skipped, failed, ignored } = run
  return (
    <div className="space-y-6 motion-safe:animate-arrive">
      <h2 ref={heading} tabIndex={-1} className="font-semibold wrap-anywhere">
        {describeImportRun(file.name, run)}
      </h2>
      {typeof run.end === 'object' && (
        <Alert>
          {run.end.failure} {describeNextStep(run)}
        </Alert>
      )}
      {countImportRows(run) > 0 && (
        <ul className="grid gap-3 sm:grid-cols-3">
          <Count icon={CircleCheck} tone="text-accent-strong" count={created}>
            {dryRun ? 'to create' : 'created'}
          </Count>
          <Count icon={CircleMinus} tone="text-quiet" count={skipped}>
            already there
          </Count>
          <Count icon={CircleAlert} tone={failed ? 'text-danger' : 'text-quiet'} count={failed}>
            {dryRun ? 'with errors, will not be imported' : 'with errors, not imported'}
          </Count>
        </ul>
      )}
      {ignored.length > 0 && (
        <p className="text-quiet text-sm wrap-anywhere">
          Ignored columns: <span className="font-mono">{ignored.join(', ')}</span>.
        </p>
      )}
      {failed > 0 && <FaultsTable faults={run.faults} total={failed} />}
      <div className="flex flex-wrap gap-2">
        {children}
        {countImportRows(run) > 0 && (
          <button type="button" onClick={() => saveReport(run)} className={buttonLook.plain}>
            Download the report
          </button>
        )}
      </div>
    </div>
  )
}

type CountProps = {
  icon: typeof CircleCheck
  tone: string
  count: number
  children: string
}

function Count({ icon: Icon, tone, count, children }: CountProps) {
  return (
    <li className="flex items-center gap-3 rounded-md border border-line p-3">
      <Icon aria-hidden className={`size-5 shrink-0 ${tone}`} />
      <span>
        <span className="block font-semibold">{describeUserCount(count)}</span>
        <span className="block text-quiet text-sm">{children}</span>
      </span>
    </li>
  )
}
