import { MAIL_STATUSES } from '#lib/mail/mail-json.ts'
import { FilterChoice, FilterForm } from '../components/filter-form.tsx'
import { SearchBox } from '../components/search-box.tsx'
import { STATUS_WORDS } from './mail-words.ts'
import type { OutboxView } from './outbox-view.ts'

/** Chooses which mails to show. */
export function OutboxFilters({ view }: { view: OutboxView }) {
  return (
    <FilterForm action="/outbox">
      <FilterChoice
        name="status"
        label="State"
        any="Any state"
        value={view.status}
        choices={MAIL_STATUSES}
        describe={status => STATUS_WORDS[status]}
      />
      <SearchBox q={view.to} label="Whole address" maxLength={254} />
    </FilterForm>
  )
}
