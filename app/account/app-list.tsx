'use client'
import { useEffect, useRef } from 'react'
import type { AppJson } from '#lib/clients/apps.ts'
import { FormAlert } from '../forms/form-alert.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { withdrawAppAccess } from './actions.ts'
import { AppItem } from './app-item.tsx'

/** The sites and applications that have access to the viewer's account; that of each can be withdrawn. */
export function AppList({ apps }: { apps: AppJson[] }) {
  const [state, send] = useFormAction(withdrawAppAccess)
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that was pressed is gone with its application.
    if (state.done || state.alert) outcome.current?.focus()
  }, [state])
  return (
    <>
      {apps.length === 0 ? (
        <p className="text-quiet">No other site or application has access to your account.</p>
      ) : (
        <ul className="divide-y divide-line">
          {apps.map(app => (
            <AppItem key={app.client_id} app={app} withdraw={send} />
          ))}
        </ul>
      )}
      <div ref={outcome} tabIndex={-1} className="has-[p]:mt-4">
        <FormAlert {...state} />
        <FormDone {...state} />
      </div>
    </>
  )
}
