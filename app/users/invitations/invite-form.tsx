'use client'
import { SelectField } from '../../components/select-field.tsx'
import { TaskProgress } from '../../components/task-progress.tsx'
import { TextArea } from '../../components/text-area.tsx'
import { FormDone } from '../../forms/form-done.tsx'
import { initialFormState } from '../../forms/form-state.ts'
import { SensitiveAlert } from '../../forms/sensitive-alert.tsx'
import { SubmitButton } from '../../forms/submit-button.tsx'
import { useErrorFocus } from '../../forms/use-error-focus.ts'
import { useSafeAction } from '../../forms/use-form-action.ts'
import { type InviteState, sendInvites } from './actions.ts'
import { FileField } from './file-field.tsx'
import { useInviteRun } from './use-invite-run.ts'

/** Invites the people of a list: a long one in pieces, with a progress bar, unless the password is asked for. */
export function InviteForm({ roles }: { roles: readonly string[] }) {
  const [state, send] = useSafeAction<InviteState>(sendInvites, initialFormState, toFailed)
  const { run, outcome, take, stop } = useInviteRun(send)
  const form = useErrorFocus(state)
  const shown = outcome ?? state
  if (run) {
    const { done, total, stopping } = run
    return (
      <TaskProgress
        id="invite-progress"
        label="Inviting"
        value={done / total}
        words={`${done.toLocaleString('en')} of ${total.toLocaleString('en')}. Keep this page open.`}
        stop={stop}
        stopping={stopping}
      />
    )
  }
  return (
    <form
      ref={form}
      action={send}
      onSubmit={event => take(event, Boolean(state.stepUp))}
      noValidate
      className="space-y-4"
    >
      <SensitiveAlert {...shown} />
      <TextArea
        key={shown.values.emails}
        name="emails"
        label="E-mail addresses"
        help="One a line; “Grace Hopper <grace@example.com>” gives a name, too."
        rows={4}
        defaultValue={shown.values.emails}
        error={shown.errors.emails}
      />
      <FileField error={shown.errors.file} isKept={Boolean(shown.values.csv)} />
      {shown.values.csv && <input type="hidden" name="csv" value={shown.values.csv} />}
      <SelectField
        name="role"
        label="Role"
        options={roles.map(role => [role, role])}
        defaultValue={shown.values.role ?? roles[0]}
        error={shown.errors.role}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>Invite</SubmitButton>
        <FormDone {...shown} />
      </div>
      {shown.failed && shown.failed.length > 0 && <Failures failed={shown.failed} />}
    </form>
  )
}

function Failures({ failed }: Required<Pick<InviteState, 'failed'>>) {
  return (
    <ul aria-label="Could not be invited" className="max-h-64 space-y-2 overflow-auto text-sm">
      {failed.map(({ row, email, why }) => (
        <li key={`${row} ${email}`} className="wrap-anywhere">
          {email ? <span className="font-mono">{email}</span> : `Row ${row}`}: {why}
        </li>
      ))}
    </ul>
  )
}

function toFailed({ values }: InviteState, alert: string): InviteState {
  return { values, errors: {}, alert }
}
