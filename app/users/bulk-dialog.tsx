'use client'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { StepUp } from '../forms/step-up.tsx'
import { BulkOutcome } from './bulk-outcome.tsx'
import { BulkQuestion } from './bulk-question.tsx'
import { type BulkRequest, countTargets, describeBulkChange } from './bulk-words.ts'
import { type BulkRun, useBulkRun } from './use-bulk-run.ts'

type Props = {
  asked: BulkRequest
  open: boolean
  roles: string[]
  /** The viewer's own uid. */
  self: string
  onClose: () => void
}

/**
 * Names what will happen and to whom, does it piece by piece, and says what became of each. Closed, it does no more;
 * the first Escape while it is at work stops it, so that one sees how far it came.
 */
export function BulkDialog({ asked, open, roles, self, onClose }: Props) {
  const bulk = useBulkRun(asked, self)
  const busy = bulk.run !== null && !bulk.run.over
  const close = () => {
    bulk.stop()
    onClose()
  }
  return (
    <Dialog
      title={`${describeBulkChange(asked.action, asked)}?`}
      open={open}
      onClose={close}
      onEscape={busy ? bulk.stop : undefined}
    >
      <Steps asked={asked} roles={roles} self={self} bulk={bulk} close={close} />
    </Dialog>
  )
}

type StepsProps = Pick<Props, 'asked' | 'roles' | 'self'> & {
  bulk: ReturnType<typeof useBulkRun>
  close: () => void
}

function Steps({ asked, roles, self, bulk, close }: StepsProps) {
  const { run, role, start, stop, errors } = bulk
  const wayOut = (words: string) => (
    <button type="button" onClick={close} className={buttonLook.plain}>
      {words}
    </button>
  )
  if (run?.over) {
    return (
      <BulkOutcome action={asked.action} outcome={run.outcome} left={run.left} fault={run.fault}>
        {wayOut('Close')}
      </BulkOutcome>
    )
  }
  if (run) return <Busy run={run} total={countTargets(asked)} stop={stop} />
  return (
    <form
      className="space-y-4"
      onSubmit={event => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        void start(readText(form, 'role'), readText(form, 'proof'))
      }}
    >
      <BulkQuestion asked={asked} roles={roles} self={self} role={role} />
      {errors && <StepUp errors={errors} />}
      <div className="flex flex-wrap gap-2">
        <button
          type="submit"
          className={`${buttonLook[asked.action === 'delete' ? 'danger' : 'primary']} wrap-anywhere`}
        >
          {describeBulkChange(asked.action, asked)}
        </button>
        {wayOut('Cancel')}
      </div>
    </form>
  )
}

function readText(form: FormData, name: string): string {
  return String(form.get(name) ?? '')
}

function Busy({ run, total, stop }: { run: BulkRun; total: number; stop: () => void }) {
  const done = run.outcome.done + run.outcome.failed
  return (
    <div className="space-y-4">
      <div>
        <label htmlFor="bulk-progress" className="mb-1 block">
          {done.toLocaleString('en')} of {total.toLocaleString('en')} done
        </label>
        <ProgressBar id="bulk-progress" max={Math.max(total, done)} value={done} />
      </div>
      <button type="button" onClick={stop} disabled={run.stopping} className={buttonLook.plain}>
        {run.stopping ? 'Stopping…' : 'Stop'}
      </button>
    </div>
  )
}
