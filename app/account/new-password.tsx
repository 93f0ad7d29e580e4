'use client'
import { useState } from 'react'
import { PasswordField } from '../components/password-field.tsx'
import { STRENGTHS, strengthOf } from './password-strength.ts'

type Props = { error: string | undefined; known: string[] }

/** A box for a new password that says how strong it is as one types. */
export function NewPassword({ error, known }: Props) {
  const [password, setPassword] = useState('')
  const strength = strengthOf(password, known)
  return (
    <div
      // React empties a form that was sent without telling its boxes' change handlers.
      ref={box => onReset(box, () => setPassword(''))}
    >
      <PasswordField
        label="New password"
        help="At least 8 characters. Three random words will do."
        autoComplete="new-password"
        error={error}
        onChange={event => setPassword(event.target.value)}
      />
      <div className="needs-script mt-2 flex items-center gap-3 text-sm">
        <div aria-hidden className="flex flex-1 gap-1">
          {STRENGTHS.slice(1).map((name, step) => (
            <span
              key={name}
              className={`h-1 flex-1 rounded-sm motion-safe:transition-colors ${
                step >= strength ? 'bg-line' : strength === 1 ? 'bg-danger' : 'bg-accent'
              }`}
            />
          ))}
        </div>
        <p role="status" className="min-w-16 text-right text-quiet">
          {password && (
            <>
              <span className="sr-only">Strength: </span>
              {STRENGTHS[strength]}
            </>
          )}
        </p>
      </div>
    </div>
  )
}

function onReset(box: HTMLElement | null, act: () => void): () => void {
  const form = box?.closest('form')
  form?.addEventListener('reset', act)
  return () => form?.removeEventListener('reset', act)
}
