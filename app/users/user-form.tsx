'use client'
import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect } from 'react'
import type { UserJson } from '#lib/identity/user-json.ts'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { hasSameValues } from '../forms/clash.ts'
import { ClashNote, ClashSwitch } from '../forms/clash-note.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { initialFormState } from '../forms/form-state.ts'
import { NewPassword } from '../forms/new-password.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { addUser, saveUser } from './actions.ts'

type Props = {
  /** Who is edited, as they were at `etag`; null for a new user. */
  known: { user: UserJson; etag: string } | null
  roles: string[]
  cancel: ReactNode
  /** How an edit is saved. */
  save?: typeof saveUser
  onDone?: (words: string) => void
}

const LABELS = {
  ...{ uid: 'User ID', name: 'Name', email: 'E-mail', dob: 'Date of birth' },
  ...{ role: 'Role', status: 'Status' },
}

/** Creates a user or edits one. */
export function UserForm({ known, roles, cancel, save = saveUser, onDone }: Props) {
  const [state, send] = useActionState(known ? save : addUser, initialFormState)
  const form = useErrorFocus(state)
  useEffect(() => {
    if (!state.done) return
    form.current?.reset()
    onDone?.(state.done)
  }, [state, form, onDone])
  const user = known?.user
  const { clash } = state
  const shown = clash && hasSameValues(clash.theirs, state.values) ? 'theirs' : 'yours'
  const kept = (name: 'uid' | 'name' | 'email' | 'dob') => ({
    name,
    defaultValue: state.values[name] ?? user?.[name] ?? '',
    error: state.errors[name],
    autoComplete: 'off',
  })
  const was = {
    ...{ uid: user?.uid, name: user?.name, email: user?.email ?? '', dob: user?.dob ?? '' },
    ...{ role: user?.role, status: user?.disabled ? 'disabled' : 'enabled' },
  }
  const role = state.values.role ?? user?.role ?? roles[0]
  const status = state.values.status ?? (user?.disabled ? 'disabled' : 'enabled')
  return (
    <form
      ref={form}
      action={send}
      onSubmit={known ? undefined : event => sendKept(event, send)}
      noValidate
      className="space-y-4"
    >
      <SensitiveAlert {...state} />
      {clash && (
        <ClashNote
          clash={clash}
          labels={LABELS}
          words="Somebody else has changed this user meanwhile."
        />
      )}
      {known && (
        <>
          <input type="hidden" name="id" value={known.user.id} />
          <input type="hidden" name="etag" value={state.values.etag ?? known.etag} />
          <input type="hidden" name="was" value={state.values.was ?? JSON.stringify(was)} />
        </>
      )}
      <Field
        {...kept('uid')}
        label="User ID"
        help={
          <>
            Letters, digits and <span className="whitespace-nowrap">. _ - @</span>
          </>
        }
        autoCapitalize="none"
        spellCheck={false}
      />
      <Field {...kept('name')} label="Name" />
      {!known && (
        <NewPassword
          label="First password"
          help="At least 8 characters. Tell it to them in private."
          error={state.errors.password}
          known={[]}
        />
      )}
      <Field {...kept('email')} label="E-mail" type="email" optional />
      <Field {...kept('dob')} label="Date of birth" type="date" optional />
      <SelectField
        name="role"
        label="Role"
        defaultValue={role}
        error={state.errors.role}
        options={[...new Set([...roles, ...(user ? [user.role] : [])])].map(name => [name, name])}
      />
      {known && (
        <SelectField
          name="status"
          label="Status"
          defaultValue={status}
          help="A change of user ID, role or status signs them out everywhere."
          options={[
            ['enabled', 'Enabled: may sign in'],
            ['disabled', 'Disabled: may not sign in'],
          ]}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton>
          {!known ? 'Create user' : clash && shown === 'yours' ? 'Save mine anyway' : 'Save user'}
        </SubmitButton>
        {clash && <ClashSwitch clash={clash} shown={shown} />}
        {cancel}
        <FormDone {...state} />
      </div>
    </form>
  )
}

/** Sends the form and leaves in it what was typed, as React does not: the first password is not given back. */
function sendKept(event: FormEvent<HTMLFormElement>, send: (form: FormData) => void): void {
  event.preventDefault()
  const form = new FormData(event.currentTarget)
  startTransition(() => send(form))
}
