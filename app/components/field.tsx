import { CircleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

export type FieldProps = Omit<ComponentProps<'input'>, 'className'> & {
  name: string
  label: string
  help?: ReactNode
  /** What is wrong and what to do, shown in place of the help. */
  error?: ReactNode
  optional?: boolean
  /** Something that stands inside the box, at its end. */
  end?: ReactNode
}

/** A labelled text box: label above, help below, the error in place of the help. */
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

/** What stands below a box: what is wrong with it, else what helps to fill it in. */
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
