import type { ComponentProps } from 'react'
import { FieldNote, type FieldTexts, tieToNote } from './field.tsx'

type Props = Omit<ComponentProps<'input'>, 'className' | 'type'> & Omit<FieldTexts, 'optional'>

/** A box to tick, its label beside it. It follows `defaultChecked` when that changes, as a select does. */
export function CheckField({ label, help, error, ...input }: Props) {
  const id = input.id ?? `field-${input.name}${input.value ? `-${input.value}` : ''}`
  return (
    <div>
      <label htmlFor={id} className="flex cursor-pointer items-start gap-2">
        <input
          {...input}
          key={String(input.defaultChecked)}
          {...tieToNote({ id, help, error })}
          type="checkbox"
          className="mt-1 block size-4 shrink-0 cursor-pointer accent-accent"
        />
        <span>{label}</span>
      </label>
      <div className="ml-6">
        <FieldNote id={`${id}-note`} help={help} error={error} />
      </div>
    </div>
  )
}
