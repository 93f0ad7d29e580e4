'use client'
import { type ReactNode, useActionState } from 'react'
import { FormAlert } from '../forms/form-alert.tsx'
import { initialFormState } from '../forms/form-state.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { forgetOrigin } from './actions.ts'
import { announceDone } from './announce-done.ts'

type Props = {
  id: number
  origin: string
  cancel: ReactNode
  onDone?: (words: string) => void
}

/** Says which origin will be removed, and what that means. */
export function RemoveForm({ id, origin, cancel, onDone }: Props) {
  const [state, send] = useActionState(
    onDone ? announceDone(forgetOrigin, onDone) : forgetOrigin,
    initialFormState,
  )
  return (
    <form action={send} className="space-y-4">
      <p>
        Pages of <span className="font-mono text-sm break-all">{origin}</span> will be refused from
        now on. Sessions that began there continue, and end like all others.
      </p>
      <FormAlert {...state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="origin" value={origin} />
      {!onDone && <input type="hidden" name="leave" value="true" />}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="danger">Remove this origin</SubmitButton>
        {cancel}
      </div>
    </form>
  )
}
