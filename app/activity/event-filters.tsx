import Form from 'next/form'
import { AUDIT_ACTIONS, AUDIT_RESULTS } from '#lib/audit/event.ts'
import { FilterSelect } from '../components/filter-select.tsx'
import { SearchBox } from '../components/search-box.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { describeAction } from './action-words.ts'
import type { EventsView } from './events-view.ts'
import { RESULT_WORDS } from './outcome.tsx'

/** Chooses which events to show. The form works without JavaScript. */
export function EventFilters({ view }: { view: EventsView }) {
  const actions = AUDIT_ACTIONS.toSorted((a, b) =>
    describeAction(a).localeCompare(describeAction(b)),
  )
  return (
    <Form action="/activity" prefetch={false} role="search" className="flex flex-wrap gap-2">
      <FilterSelect name="action" label="Action" value={view.action ?? ''}>
        <option value="">Any action</option>
        {actions.map(action => (
          <option key={action} value={action}>
            {describeAction(action)}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect name="result" label="Result" value={view.result ?? ''}>
        <option value="">Any result</option>
        {AUDIT_RESULTS.map(result => (
          <option key={result} value={result}>
            {RESULT_WORDS[result]}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect name="span" label="Time" value={view.span}>
        <option value="all">Any time</option>
        <option value="24h">Last 24 hours</option>
        <option value="7d">Last 7 days</option>
        <option value="30d">Last 30 days</option>
      </FilterSelect>
      <SearchBox q={view.q ?? ''} label="User ID or address" maxLength={300} />
      <SubmitButton look="plain">Show</SubmitButton>
    </Form>
  )
}
