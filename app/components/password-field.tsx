'use client'
import { useState } from 'react'
import { useFormStatus } from 'react-dom'
import { Field, type FieldProps } from './field.tsx'

/**
 * A password box whose content can be shown. It is hidden again before the form is sent: browsers remember what was
 * typed into a plain text box.
 */
export function PasswordField({
  name = 'password',
  id = `field-${name}`,
  ...props
}: Omit<FieldProps, 'type' | 'end' | 'name'> & { name?: string }) {
  const { pending } = useFormStatus()
  const [wanted, setWanted] = useState(false)
  const shown = wanted && !pending
  return (
    <Field
      {...props}
      id={id}
      name={name}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      end={
        <button
          type="button"
          aria-label={shown ? 'Hide password' : 'Show password'}
          aria-controls={id}
          onClick={() => setWanted(!shown)}
          className="needs-script absolute inset-y-1 right-1 rounded-sm px-2 text-accent-strong text-sm hover:bg-sunken"
        >
          {shown ? 'Hide' : 'Show'}
        </button>
      }
    />
  )
}
