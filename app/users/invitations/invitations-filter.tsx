import { INVITATION_STATUSES } from '#lib/users/invitations/invitation-json.ts'
import { FilterChoice, FilterForm } from '../../components/filter-form.tsx'
import { STATUS_WORDS } from './invitation-words.ts'
import type { InvitationsView } from './invitations-view.ts'

/** Chooses which invitations to show. */
export function InvitationsFilter({ view }: { view: InvitationsView }) {
  return (
    <FilterForm action="/users/invitations">
      <FilterChoice
        name="status"
        label="State"
        any="Any state"
        value={view.status}
        choices={INVITATION_STATUSES}
        describe={status => STATUS_WORDS[status]}
      />
    </FilterForm>
  )
}
