'use client'
import { Field } from '../components/field.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { changeUid } from './actions.ts'

/** Changes the user ID, and says beforehand that this signs the user out here too. */
export function UidForm({ uid }: { uid: string }) {
  const [state, send] = useFormAction(changeUid)
  const form = useErrorFocus(state)
  return (
    <form ref={form} action={send} noValidate className="max-w-card space-y-4">
      <SensitiveAlert {...state} />
      <Field
        name="uid"
        label="User ID"
        help="A new user ID signs you out everywhere, here too. Then sign in with the new one."
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        defaultValue={state.values.uid ?? uid}
        error={state.errors.uid}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton look="plain">Change user ID and sign out</SubmitButton>
        <FormDone {...state} />
      </div>
    </form>
  )
}
