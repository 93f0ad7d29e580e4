import type { ComponentProps, ReactNode } from 'react'
import { FieldNote } from './field.tsx'

type Props = Omit<ComponentProps<'textarea'>, 'className'> & {
  name: string
  label: string
  help?: ReactNode
  /** What is wrong and what to do, shown in place of the help. */
  error?: ReactNode
  optional?: boolean
}

/** A labelled box for several lines that a program compares: label above, help or error below. */
export function TextArea({ label, help, error, optional, ...area }: Props) {
  const { id = `field-${area.name}` } = area
  const note = error ?? help
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
        {optional && <span className="font-normal text-quiet text-sm"> (optional)</span>}
      </label>
      <textarea
        rows={2}
        {...area}
        id={id}
        required={!optional}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={`block w-full rounded-md border bg-raised px-3 py-2 font-mono text-sm focus-visible:outline-offset-0 ${error ? 'border-danger' : 'border-edge'}`}
      />
      <FieldNote id={`${id}-note`} help={help} error={error} />
    </div>
  )
}
