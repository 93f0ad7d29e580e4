import type { ComponentProps, ReactNode } from 'react'
import { FieldNote } from './field.tsx'

type Props = Omit<ComponentProps<'select'>, 'className'> & {
  name: string
  label: string
  options: readonly (readonly [value: string, words: string])[]
  help?: ReactNode
  /** What is wrong and what to do, shown in place of the help. */
  error?: ReactNode
}

/**
 * A labelled select: label above, help or error below. It follows `defaultValue` when that changes: React alone would
 * keep the first one, and reset the select to it after the form was sent.
 */
export function SelectField({ label, options, help, error, ...select }: Props) {
  const { id = `field-${select.name}` } = select
  const note = error ?? help
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <select
        {...select}
        key={String(select.defaultValue)}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={`block h-10 w-full rounded-md border bg-raised px-2 focus-visible:outline-offset-0 ${error ? 'border-danger' : 'border-edge'}`}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <FieldNote id={`${id}-note`} help={help} error={error} />
    </div>
  )
}
