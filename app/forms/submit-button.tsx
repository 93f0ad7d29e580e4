'use client'
import { type ReactNode, useRef } from 'react'
import { useFormStatus } from 'react-dom'
import { buttonLook } from '../components/button-look.ts'
import { useKeepTyped } from './keep-typed.ts'
import { ViewerField } from './viewer-page.tsx'

type Props = {
  children: ReactNode
  look?: keyof typeof buttonLook
  className?: string
  /** What the button says, where a form has two. */
  name?: string
  value?: string
}

/** Sends its form, and says whose page it is on. Disabled until the answer is here; after 300 ms a spinner replaces the words. */
export function SubmitButton({ children, look = 'primary', className = '', name, value }: Props) {
  const { pending } = useFormStatus()
  const button = useRef<HTMLButtonElement>(null)
  useKeepTyped(button)
  return (
    <button
      ref={button}
      type="submit"
      name={name}
      value={value}
      disabled={pending}
      aria-busy={pending}
      className={`${buttonLook[look]} ${className}`}
    >
      <span className={`min-w-0 ${pending ? 'animate-leave-late' : ''}`}>{children}</span>
      {pending && (
        <span className="absolute size-4 animate-come-late">
          <span className="block size-full rounded-full border-2 border-current border-t-transparent motion-safe:animate-spin" />
        </span>
      )}
      <ViewerField />
    </button>
  )
}
