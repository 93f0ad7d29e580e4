import Form from 'next/form'
import { MAIL_STATUSES } from '#lib/mail/mail-json.ts'
import { FilterSelect } from '../components/filter-select.tsx'
import { SearchBox } from '../components/search-box.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { STATUS_WORDS } from './mail-words.ts'
import type { OutboxView } from './outbox-view.ts'

/** Chooses which mails to show. The form works without JavaScript. */
export function OutboxFilters({ view }: { view: OutboxView }) {
  return (
    <Form action="/outbox" prefetch={false} role="search" className="flex flex-wrap gap-2">
      <FilterSelect name="status" label="State" value={view.status ?? ''}>
        <option value="">Any state</option>
        {MAIL_STATUSES.map(status => (
          <option key={status} value={status}>
            {STATUS_WORDS[status]}
          </option>
        ))}
      </FilterSelect>
      <SearchBox q={view.to} label="Whole address" maxLength={254} />
      <SubmitButton look="plain">Show</SubmitButton>
    </Form>
  )
}
