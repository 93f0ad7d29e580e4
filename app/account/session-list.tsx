'use client'
import { useEffect, useRef } from 'react'
import type { SessionJson } from '#lib/sessions/list.ts'
import { FormAlert } from '../forms/form-alert.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { initialFormState } from '../forms/form-state.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { signOutElsewhere } from './actions.ts'
import { SessionItem } from './session-item.tsx'

/** The viewer's sessions. All except this one can be ended, one by one or together. */
export function SessionList({ sessions }: { sessions: SessionJson[] }) {
  const [state, send] = useFormAction(signOutElsewhere)
  const outcome = useRef<HTMLDivElement>(null)
  const others = sessions.filter(session => !session.current).length
  useEffect(() => {
    // The button that was pressed is gone with its session, also if that had ended before.
    if (state.done || state.alert) outcome.current?.focus()
  }, [state])
  return (
    <>
      <ul className="divide-y divide-line">
        {sessions.map(session => (
          <SessionItem key={session.id} session={session} end={send} />
        ))}
      </ul>
      <div
        className={`flex flex-wrap items-center gap-4 ${others > 0 || state !== initialFormState ? 'mt-4' : ''}`}
      >
        {others > 0 && (
          <form action={send}>
            <SubmitButton look="plain">
              {others === 1
                ? 'Sign out of the other session'
                : `Sign out of ${others} other sessions`}
            </SubmitButton>
          </form>
        )}
        <div ref={outcome} tabIndex={-1}>
          <FormAlert {...state} />
          <FormDone {...state} />
        </div>
      </div>
    </>
  )
}
