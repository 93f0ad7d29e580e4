'use client'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { useAnnounce } from './announcement.tsx'
import { allowHeaders } from './header-actions.ts'

/** Allows the headers that pages were refused. Without any it shows nothing, but still announces what was done. */
export function AllowHeaders({ names, origin }: { names: string[]; origin: string }) {
  const [state, send] = useFormAction(allowHeaders, useAnnounce())
  if (names.length === 0) return null
  return (
    <form action={send} className="space-y-2">
      <SensitiveAlert {...state} />
      <input type="hidden" name="names" value={names.join(',')} />
      <SubmitButton look="plain">
        Allow {names.length === 1 ? 'this header' : 'these headers'}
        <span className="sr-only">
          , {names.join(', ')}, for {origin}
        </span>
      </SubmitButton>
    </form>
  )
}
