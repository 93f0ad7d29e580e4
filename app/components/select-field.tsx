import type { ComponentProps } from 'react'
import { FieldFrame, type FieldTexts, tieToNote } from './field.tsx'

type Props = Omit<ComponentProps<'select'>, 'className'> &
  Omit<FieldTexts, 'optional'> & {
    options: readonly (readonly [value: string, words: string])[]
  }

/**
 * A labelled select: label above, help or error below. It follows `defaultValue` when that changes: React alone would
 * keep the first one, and reset the select to it after the form was sent.
 */
export function SelectField({ label, options, help, error, ...select }: Props) {
  const { id = `field-${select.name}` } = select
  return (
    <FieldFrame id={id} label={label} help={help} error={error}>
      <select
        {...select}
        key={String(select.defaultValue)}
        {...tieToNote({ id, help, error })}
        className={`block h-10 w-full rounded-md border bg-raised px-2 focus-visible:outline-offset-0 ${error ? 'border-danger' : 'border-edge'}`}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
