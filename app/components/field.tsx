import { CircleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

/** What every field says of itself. */
export type FieldTexts = {
  name: string
  label: string
  help?: ReactNode
  /** What is wrong and what to do, shown in place of the help. */
  error?: ReactNode
  optional?: boolean | undefined
}

export type FieldProps = Omit<ComponentProps<'input'>, 'className'> &
  FieldTexts & {
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
  return (
    <FieldFrame id={id} label={label} help={help} error={error} optional={optional}>
      <div className="relative">
        <input
          {...input}
          {...tieToNote({ id, help, error })}
          required={!optional}
          className={`block h-10 w-full rounded-md border bg-raised px-3 focus-visible:outline-offset-0 ${end ? 'pr-16' : ''} ${error ? 'border-danger' : 'border-edge'}`}
        />
        {end}
      </div>
    </FieldFrame>
  )
}

type FrameProps = Omit<FieldTexts, 'name'> & { id: string; children: ReactNode }

/** What is around the box `id`: its label above, help or error below. */
export function FieldFrame({ id, label, help, error, optional, children }: FrameProps) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
        {optional && <span className="font-normal text-quiet text-sm"> (optional)</span>}
      </label>
      {children}
      <FieldNote id={`${id}-note`} help={help} error={error} />
    </div>
  )
}

/** The attributes by which the box `id` says that the note below is about it. */
export function tieToNote({ id, help, error }: NoteProps) {
  const note = error ?? help
  return {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': note ? `${id}-note` : undefined,
  }
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
