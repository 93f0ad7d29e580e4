import Form from 'next/form'
import type { ReactNode } from 'react'
import { SubmitButton } from '../forms/submit-button.tsx'
import { FilterSelect } from './filter-select.tsx'

/** Chooses what a list shows. It works without JavaScript. */
export function FilterForm({ action, children }: { action: string; children: ReactNode }) {
  return (
    <Form action={action} prefetch={false} role="search" className="flex flex-wrap gap-2">
      {children}
      <SubmitButton look="plain">Show</SubmitButton>
    </Form>
  )
}

type ChoiceProps<Choice extends string> = {
  name: string
  label: string
  /** The words for no choice. */
  any: string
  value: Choice | undefined
  choices: readonly Choice[]
  /** How a choice is called. */
  describe: (choice: Choice) => string
}

/** One of `choices`, or any. */
export function FilterChoice<Choice extends string>(props: ChoiceProps<Choice>) {
  const { name, label, any, value = '', choices, describe } = props
  return (
    <FilterSelect name={name} label={label} value={value}>
      <option value="">{any}</option>
      {choices.map(choice => (
        <option key={choice} value={choice}>
          {describe(choice)}
        </option>
      ))}
    </FilterSelect>
  )
}
