'use client'
import { buttonLook } from '../components/button-look.ts'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { TaskProgress } from '../components/task-progress.tsx'
import { StepUp } from '../forms/step-up.tsx'
import { BulkOutcome } from './bulk-outcome.tsx'
import { BulkQuestion } from './bulk-question.tsx'
import { type BulkRequest, countTargets, describeBulkChange } from './bulk-words.ts'
import { type BulkRun, useBulkRun } from './use-bulk-run.ts'

type Props = {
  asked: BulkRequest
  open: boolean
  roles: string[]
  /** The viewer's own user ID. */
  self: string
  onClose: () => void
}

/**
 * Says what will happen and to whom, changes the users in batches, and shows what became of each. Closing it stops the
 * work. While it works, Escape only stops it, so that the user sees how far it came.
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
  if (run?.over) {
    const { outcome, left, failure } = run
    return (
      <BulkOutcome action={asked.action} outcome={outcome} left={left} failure={failure}>
        <CloseButton close={close}>Close</CloseButton>
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
        void start(String(form.get('role') ?? ''), String(form.get('proof') ?? ''))
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
        <CloseButton close={close}>Cancel</CloseButton>
      </div>
    </form>
  )
}

function Busy({ run, total, stop }: { run: BulkRun; total: number; stop: () => void }) {
  const done = run.outcome.done + run.outcome.failed
  return (
    <TaskProgress
      id="bulk-progress"
      label={`${done.toLocaleString('en')} of ${total.toLocaleString('en')} done`}
      value={done}
      max={Math.max(total, done)}
      stop={stop}
      stopping={run.stopping}
    />
  )
}
