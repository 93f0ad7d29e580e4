'use client'
import type { ReactNode } from 'react'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { type Announce, useFormAction } from '../forms/use-form-action.ts'
import { forgetOrigin } from './actions.ts'

type Props = {
  id: number
  origin: string
  cancel: ReactNode
  onDone?: Announce
}

/** Says which origin will be removed, and what that means. */
export function RemoveForm({ id, origin, cancel, onDone }: Props) {
  const [state, send] = useFormAction(forgetOrigin, onDone)
  return (
    <form action={send} className="space-y-4">
      <p>
        Pages of <span className="font-mono text-sm break-all">{origin}</span> will be refused from
        now on. Sessions that began there continue, and end like all others.
      </p>
      <SensitiveAlert {...state} />
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
