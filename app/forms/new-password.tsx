'use client'
import { useEffect, useRef, useState } from 'react'
import { PasswordField } from '../components/password-field.tsx'
import { type Estimate, estimateStrength, isTooShort, STRENGTHS } from './password-strength.ts'

type Props = {
  error: string | undefined
  label?: string
  help?: string
  /** Words that others may know about the owner of the password. */
  known: string[]
}

const NONE: Estimate = { strength: 0, hint: '' }
const HELP = 'At least 8 characters. Three random words will do.'

/** A box for a new password that shows how strong it is while the user types. */
export function NewPassword({ error, label = 'New password', help = HELP, known }: Props) {
  const [password, setPassword] = useState('')
  const estimated = useEstimate(password, known)
  const { strength, hint } = estimated ?? NONE
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // It may have been typed before this ran.
    setPassword(root.current?.querySelector('input')?.value ?? '')
    // React resets a form that was sent, which calls no change handler.
    const form = root.current?.closest('form')
    const empty = (event: Event) => !event.defaultPrevented && setPassword('')
    form?.addEventListener('reset', empty)
    return () => form?.removeEventListener('reset', empty)
  }, [])
  return (
    <div ref={root}>
      <PasswordField
        label={label}
        help={help}
        autoComplete="new-password"
        error={error}
        onChange={event => setPassword(event.target.value)}
      />
      <div className="needs-script mt-2 text-sm">
        <div aria-hidden className="flex gap-1">
          {STRENGTHS.slice(1).map((name, step) => (
            <span
              key={name}
              className={`h-1 flex-1 rounded-sm motion-safe:transition-colors ${
                step >= strength ? 'bg-line' : strength === 1 ? 'bg-danger' : 'bg-accent'
              }`}
            />
          ))}
        </div>
        <p role="status" aria-live="polite" className="mt-1 min-h-5 text-quiet">
          {password && estimated && (
            <>
              <span className="sr-only">Strength: </span>
              <span className="text-ink">{STRENGTHS[strength]}</span>
              {hint && `. ${hint}`}
            </>
          )}
        </p>
      </div>
    </div>
  )
}

/** Null until it is known: the estimator is loaded when the password is first long enough. */
function useEstimate(password: string, known: string[]): Estimate | null {
  const [found, setFound] = useState<Estimate | null>(null)
  const words = known.join('\n')
  useEffect(() => {
    let current = true
    if (!isTooShort(password)) setFound(before => (before?.strength === 0 ? null : before))
    // If the estimator cannot be loaded, nothing is shown: the server decides anyway.
    estimateStrength(password, words.split('\n')).then(
      result => current && setFound(result),
      () => current && setFound(null),
    )
    return () => {
      current = false
    }
  }, [password, words])
  return found
}
