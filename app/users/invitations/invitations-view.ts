import type { z } from 'zod'
import { InvitationQuery } from '#lib/users/invitations/invitation-json.ts'
import { readFirstParams, type SearchParams } from '../../search-params.ts'

/** How many invitations a page shows. */
const PAGE_SIZE = 50

/** What the address of the page says: which invitations, and where the page begins. */
const InvitationsView = InvitationQuery.pick({ status: true, after: true })
export type InvitationsView = z.output<typeof InvitationsView>

/** Reads the address; null if it says something that we do not know. */
export function readInvitationsView(params: SearchParams): InvitationsView | null {
  return InvitationsView.safeParse(readFirstParams(params)).data ?? null
}

/** The query of the store for `view`. */
export function toInvitationQuery(view: InvitationsView): InvitationQuery {
  return { ...view, limit: PAGE_SIZE }
}

/** The address of `view`, without the defaults. */
export function buildInvitationsHref({ status, after }: Partial<InvitationsView>): string {
  const query = new URLSearchParams()
  if (status) query.set('status', status)
  if (after) query.set('after', after)
  return query.size > 0 ? `/users/invitations?${query}` : '/users/invitations'
}
