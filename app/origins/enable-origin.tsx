'use client'
import type { ReactNode } from 'react'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { setOriginEnabled } from './actions.ts'
import { useAnnounce } from './announcement.tsx'

type Props = {
  /** Null if the origin is no longer disabled; what was done is still announced. */
  id: number | null
  children: ReactNode
}

/** Enables an origin that is disabled on the list. */
export function EnableOrigin({ id, children }: Props) {
  const [state, send] = useFormAction(setOriginEnabled, useAnnounce())
  if (id === null) return null
  return (
    <form action={send} className="space-y-2">
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="enabled" value="true" />
      <SubmitButton look="plain">{children}</SubmitButton>
    </form>
  )
}
