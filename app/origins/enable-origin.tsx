'use client'
import { type ReactNode, useActionState, useEffect } from 'react'
import { FormAlert } from '../components/form-alert.tsx'
import { SubmitButton } from '../components/submit-button.tsx'
import { untouched } from '../form-state.ts'
import { setEnabled } from './actions.ts'
import { useSay } from './said.tsx'

/** Enables an origin that stands disabled on the list. */
export function EnableOrigin({ id, children }: { id: number; children: ReactNode }) {
  const [state, send] = useActionState(setEnabled, untouched)
  const say = useSay()
  useEffect(() => {
    if (state.done) say(state.done)
  }, [state, say])
  return (
    <form action={send} className="space-y-2">
      <FormAlert {...state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="enabled" value="true" />
      <SubmitButton look="plain">{children}</SubmitButton>
    </form>
  )
}
