import { CircleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

export type FieldProps = Omit<ComponentProps<'input'>, 'className'> & {
  name: string
  label: string
  help?: ReactNode
  /** What is wrong and what to do, shown in place of the help. */
  error?: ReactNode
  optional?: boolean
  /** Something at the end of the box, inside it. */
  end?: ReactNode
}

/** For text that a program compares, such as an origin: the browser must neither complete nor correct it. */
export const EXACT_TEXT = {
  autoComplete: 'off',
  autoCapitalize: 'none',
  spellCheck: false,
} as const

/** A labelled text box: label above, help or error below. */
export function Field({ label, help, error, optional, end, ...input }: FieldProps) {
  const { id = `field-${input.name}` } = input
  const note = error ?? help
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
        {optional && <span className="font-normal text-quiet text-sm"> (optional)</span>}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          required={!optional}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          className={`block h-10 w-full rounded-md border bg-raised px-3 focus-visible:outline-offset-0 ${end ? 'pr-16' : ''} ${error ? 'border-danger' : 'border-edge'}`}
        />
        {end}
      </div>
      <FieldNote id={`${id}-note`} help={help} error={error} />
    </div>
  )
}

type NoteProps = { id: string } & Pick<FieldProps, 'help' | 'error'>

/** The text below a box: the error, or else the help. */
export function FieldNote({ id, help, error }: NoteProps) {
  const note = error ?? help
  if (!note) return null
  return (
    <p
      id={id}
      className={`mt-1 flex gap-1 text-sm ${error ? 'text-danger motion-safe:animate-arrive' : 'text-quiet'}`}
    >
      {error && <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}
      <span className="min-w-0">{note}</span>
    </p>
  )
}
