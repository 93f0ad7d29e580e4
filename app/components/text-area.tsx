import type { ComponentProps } from 'react'
import { EXACT_TEXT, FieldFrame, type FieldTexts, tieToNote } from './field.tsx'

type Props = Omit<ComponentProps<'textarea'>, 'className'> & FieldTexts

/** A labelled box for several lines that a program compares: label above, help or error below. */
export function TextArea({ label, help, error, optional, ...area }: Props) {
  const { id = `field-${area.name}` } = area
  return (
    <FieldFrame id={id} label={label} help={help} error={error} optional={optional}>
      <textarea
        rows={2}
        {...area}
        {...EXACT_TEXT}
        {...tieToNote({ id, help, error })}
        required={!optional}
        className={`block w-full rounded-md border bg-raised px-3 py-2 font-mono text-sm focus-visible:outline-offset-0 ${error ? 'border-danger' : 'border-edge'}`}
      />
    </FieldFrame>
  )
}
