import { AUDIT_ACTIONS, AUDIT_RESULTS } from '#lib/audit/event.ts'
import { FilterChoice, FilterForm } from '../components/filter-form.tsx'
import { FilterSelect } from '../components/filter-select.tsx'
import { SearchBox } from '../components/search-box.tsx'
import { describeAction } from './action-words.ts'
import type { EventsView } from './events-view.ts'
import { RESULT_WORDS } from './outcome.tsx'

/** Chooses which events to show. */
export function EventFilters({ view }: { view: EventsView }) {
  const actions = AUDIT_ACTIONS.toSorted((a, b) =>
    describeAction(a).localeCompare(describeAction(b)),
  )
  return (
    <FilterForm action="/activity">
      <FilterChoice
        name="action"
        label="Action"
        any="Any action"
        value={view.action}
        choices={actions}
        describe={describeAction}
      />
      <FilterChoice
        name="result"
        label="Result"
        any="Any result"
        value={view.result}
        choices={AUDIT_RESULTS}
        describe={result => RESULT_WORDS[result]}
      />
      <FilterSelect name="span" label="Time" value={view.span}>
        <option value="all">Any time</option>
        <option value="24h">Last 24 hours</option>
        <option value="7d">Last 7 days</option>
        <option value="30d">Last 30 days</option>
      </FilterSelect>
      <SearchBox q={view.q ?? ''} label="User ID or address" maxLength={300} />
    </FilterForm>
  )
}
