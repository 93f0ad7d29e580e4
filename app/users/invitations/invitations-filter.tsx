import Form from 'next/form'
import { INVITATION_STATUSES } from '#lib/users/invitations/invitation-json.ts'
import { FilterSelect } from '../../components/filter-select.tsx'
import { SubmitButton } from '../../forms/submit-button.tsx'
import { STATUS_WORDS } from './invitation-words.ts'
import type { InvitationsView } from './invitations-view.ts'

/** Chooses which invitations to show. The form works without JavaScript. */
export function InvitationsFilter({ view }: { view: InvitationsView }) {
  return (
    <Form
      action="/users/invitations"
      prefetch={false}
      role="search"
      className="flex flex-wrap gap-2"
    >
      <FilterSelect name="status" label="State" value={view.status ?? ''}>
        <option value="">Any state</option>
        {INVITATION_STATUSES.map(status => (
          <option key={status} value={status}>
            {STATUS_WORDS[status]}
          </option>
        ))}
      </FilterSelect>
      <SubmitButton look="plain">Show</SubmitButton>
    </Form>
  )
}
