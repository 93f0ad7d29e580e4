'use client'
import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { buttonLook } from '../components/button-look.ts'

type Props = { children: ReactNode; look?: keyof typeof buttonLook; className?: string }

/** Sends its form. While the form is on its way it cannot be sent again; a spinner takes the place of the words after 300 ms. */
export function SubmitButton({ children, look = 'primary', className = '' }: Props) {
  const { pending } = useFormStatus()
  return (
    <button
      type="submit"
      disabled={pending}
      aria-busy={pending}
      className={`${buttonLook[look]} ${className}`}
    >
      <span className={`min-w-0 ${pending ? 'animate-leave-late' : ''}`}>{children}</span>
      {pending && (
        <span className="absolute size-4 animate-come-late">
          <span className="block size-full rounded-full border-2 border-current border-t-transparent motion-safe:animate-turn" />
        </span>
      )}
    </button>
  )
}
