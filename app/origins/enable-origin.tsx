'use client'
import { type ReactNode, useActionState, useEffect } from 'react'
import { FormAlert } from '../components/form-alert.tsx'
import { SubmitButton } from '../components/submit-button.tsx'
import { untouched } from '../form-state.ts'
import { setEnabled } from './actions.ts'
import { useSay } from './said.tsx'

type Props = {
  /** Null when it is not disabled, perhaps since a moment: what was done is still said. */
  id: number | null
  children: ReactNode
}

/** Enables an origin that stands disabled on the list. */
export function EnableOrigin({ id, children }: Props) {
  const [state, send] = useActionState(setEnabled, untouched)
  const say = useSay()
  useEffect(() => {
    if (state.done) say(state.done)
  }, [state, say])
  if (id === null) return null
  return (
    <form action={send} className="space-y-2">
      <FormAlert {...state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="enabled" value="true" />
      <SubmitButton look="plain">{children}</SubmitButton>
    </form>
  )
}
