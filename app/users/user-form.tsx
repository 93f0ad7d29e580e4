'use client'
import { type FormEvent, type ReactNode, startTransition, useEffect } from 'react'
import type { UserJson } from '#lib/identity/user-json.ts'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { ClashNote } from '../forms/clash-note.tsx'
import { SaveButtons, VersionFields } from '../forms/edit-parts.tsx'
import { FormDone } from '../forms/form-done.tsx'
import type { FormValues } from '../forms/form-state.ts'
import { NewPassword } from '../forms/new-password.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { type Announce, useFormAction } from '../forms/use-form-action.ts'
import { addUser, saveUser } from './actions.ts'

type Props = {
  /** The user to edit, at the version `etag`; null for a new user. */
  known: { user: UserJson; etag: string } | null
  roles: string[]
  cancel: ReactNode
  /** How an edit is saved. */
  save?: typeof saveUser
  onDone?: Announce
}

const LABELS = {
  uid: 'User ID',
  name: 'Name',
  email: 'E-mail',
  dob: 'Date of birth',
  role: 'Role',
  emailVerified: 'Address is verified',
  status: 'Status',
}

/** Creates a user or edits one. */
export function UserForm({ known, roles, cancel, save = saveUser, onDone }: Props) {
  const [state, send] = useFormAction(known ? save : addUser, onDone)
  const form = useErrorFocus(state)
  useEffect(() => {
    if (state.done) form.current?.reset()
  }, [state, form])
  const was = known ? toValues(known.user) : null
  const role = state.values.role ?? was?.role ?? roles[0]
  const kept = (name: 'uid' | 'name' | 'email' | 'dob') => ({
    name,
    label: LABELS[name],
    defaultValue: state.values[name] ?? was?.[name] ?? '',
    error: state.errors[name],
    autoComplete: 'off',
  })
  return (
    <form
      ref={form}
      action={send}
      onSubmit={known ? undefined : event => sendWithoutReset(event, send)}
      noValidate
      className="space-y-4"
    >
      <SensitiveAlert {...state} />
      {state.clash && (
        <ClashNote
          clash={state.clash}
          labels={LABELS}
          words="Somebody else has changed this user in the meantime."
        />
      )}
      {known && was && (
        <>
          <input type="hidden" name="id" value={known.user.id} />
          <VersionFields state={state} etag={known.etag} was={was} />
        </>
      )}
      <Field
        {...kept('uid')}
        help={
          <>
            Letters, digits and <span className="whitespace-nowrap">. _ - @</span>
          </>
        }
        autoCapitalize="none"
        spellCheck={false}
      />
      <Field {...kept('name')} />
      {!known && (
        <NewPassword
          label="First password"
          help="At least 8 characters. Give it to the user in private."
          error={state.errors.password}
          known={[]}
        />
      )}
      <Field {...kept('email')} type="email" optional />
      {was && (
        <SelectField
          name="emailVerified"
          label={LABELS.emailVerified}
          defaultValue={state.values.emailVerified ?? was.emailVerified}
          error={state.errors.emailVerified}
          help="With a verified address the user can sign in by it. Nobody else can have the same."
          options={[
            ['yes', 'Yes: it is known to be theirs'],
            ['no', 'No'],
          ]}
        />
      )}
      <Field {...kept('dob')} type="date" optional />
      <SelectField
        name="role"
        label={LABELS.role}
        defaultValue={role}
        error={state.errors.role}
        options={[...new Set(was?.role ? [...roles, was.role] : roles)].map(name => [name, name])}
      />
      {was && (
        <SelectField
          name="status"
          label={LABELS.status}
          defaultValue={state.values.status ?? was.status}
          help="A new user ID, role or status signs the user out everywhere."
          options={[
            ['enabled', 'Enabled: can sign in'],
            ['disabled', 'Disabled: cannot sign in'],
          ]}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <SaveButtons state={state}>{known ? 'Save user' : 'Create user'}</SaveButtons>
        {cancel}
        <FormDone {...state} />
      </div>
    </form>
  )
}

function toValues({ uid, name, email, emailVerified, dob, role, disabled }: UserJson): FormValues {
  return {
    uid,
    name,
    email: email ?? '',
    emailVerified: emailVerified || !email ? 'yes' : 'no',
    dob: dob ?? '',
    role,
    status: disabled ? 'disabled' : 'enabled',
  }
}

/** Sends the form without React's reset, which would also empty the first password: no answer gives that back. */
function sendWithoutReset(event: FormEvent<HTMLFormElement>, send: (form: FormData) => void): void {
  event.preventDefault()
  const form = new FormData(event.currentTarget)
  startTransition(() => send(form))
}
