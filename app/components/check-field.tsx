import type { ComponentProps, ReactNode } from 'react'
import { FieldNote } from './field.tsx'

type Props = Omit<ComponentProps<'input'>, 'className' | 'type'> & {
  name: string
  label: string
  help?: ReactNode
  /** What is wrong and what to do, shown in place of the help. */
  error?: ReactNode
}

/** A box to tick, its label beside it. It follows `defaultChecked` when that changes, as a select does. */
export function CheckField({ label, help, error, ...input }: Props) {
  const id = input.id ?? `field-${input.name}${input.value ? `-${input.value}` : ''}`
  const note = error ?? help
  return (
    <div>
      <label htmlFor={id} className="flex cursor-pointer items-start gap-2">
        <input
          {...input}
          key={String(input.defaultChecked)}
          id={id}
          type="checkbox"
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
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
