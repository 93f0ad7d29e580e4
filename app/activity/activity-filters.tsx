import { Search } from 'lucide-react'
import Form from 'next/form'
import type { ReactNode } from 'react'
import { ACTIONS, RESULTS } from '#lib/audit/event.ts'
import { SubmitButton } from '../components/submit-button.tsx'
import { actionName } from './action-words.ts'
import type { ActivityView } from './activity-view.ts'

const BOX = 'h-10 rounded-md border border-edge bg-raised focus-visible:outline-offset-0'
const RESULT_NAMES = { ok: 'Done', refused: 'Refused', limited: 'Limited' }

/** Which events to show; a form that needs no script. */
export function ActivityFilters({ view }: { view: ActivityView }) {
  const actions = ACTIONS.toSorted((a, b) => actionName(a).localeCompare(actionName(b)))
  return (
    <Form action="/activity" prefetch={false} role="search" className="flex flex-wrap gap-2">
      <Choice name="action" label="Action" value={view.action}>
        <option value="">Every action</option>
        {actions.map(action => (
          <option key={action} value={action}>
            {actionName(action)}
          </option>
        ))}
      </Choice>
      <Choice name="result" label="Result" value={view.result}>
        <option value="">Every result</option>
        {RESULTS.map(result => (
          <option key={result} value={result}>
            {RESULT_NAMES[result]}
          </option>
        ))}
      </Choice>
      <Choice name="span" label="Time" value={view.span}>
        <option value="all">All time</option>
        <option value="24h">Last 24 hours</option>
        <option value="7d">Last 7 days</option>
        <option value="30d">Last 30 days</option>
      </Choice>
      <div className="relative min-w-52 grow">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-3 left-3 size-4 text-quiet"
        />
        <input
          key={view.q}
          type="search"
          name="q"
          defaultValue={view.q}
          maxLength={300}
          aria-label="User ID or address"
          placeholder="User ID or address"
          className={`${BOX} w-full pr-3 pl-9 placeholder:text-quiet`}
        />
      </div>
      <SubmitButton look="plain">Show</SubmitButton>
    </Form>
  )
}

type ChoiceProps = { name: string; label: string; value: string | undefined; children: ReactNode }

function Choice({ name, label, value = '', children }: ChoiceProps) {
  return (
    <select
      key={value}
      name={name}
      aria-label={label}
      defaultValue={value}
      className={`${BOX} max-w-full grow px-2 text-sm sm:grow-0`}
    >
      {children}
    </select>
  )
}
