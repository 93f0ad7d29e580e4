import { CircleCheck, CircleMinus, Hourglass } from 'lucide-react'
import type { InvitationJson } from '#lib/users/invitations/invitation-json.ts'
import { CardCell, CardRow, CardTable, CardTitle } from '../../components/card-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { StateMark } from '../../components/state-mark.tsx'
import { buildOutboxHref } from '../../outbox/outbox-view.ts'
import { InvitationActs } from './invitation-acts.tsx'
import { STATUS_WORDS } from './invitation-words.ts'

const COLUMNS = [
  { head: 'Invitation' },
  { head: 'State', width: 'md:w-28' },
  { head: 'Role', width: 'md:w-32' },
  { head: 'Sent', width: 'md:w-56' },
  { head: 'Acts', width: 'md:w-56' },
]
const LOOKS = {
  open: { icon: Hourglass, colour: 'text-accent-strong' },
  accepted: { icon: CircleCheck, colour: 'text-quiet' },
  expired: { icon: CircleMinus, colour: 'text-quiet' },
}

/** The invitations as a table; on a phone each is a card. */
export function InvitationsTable({ invitations }: { invitations: InvitationJson[] }) {
  return (
    <CardTable caption="Invitations, newest first" columns={COLUMNS} isPaged>
      {invitations.map(invitation => (
        <InvitationRow key={invitation.id} invitation={invitation} />
      ))}
    </CardTable>
  )
}

function InvitationRow({ invitation }: { invitation: InvitationJson }) {
  const { email, name, role, status, invitedBy, sentAt, uid, stopped } = invitation
  return (
    <CardRow>
      <CardTitle className="max-md:pr-28">
        <span className="block font-mono wrap-anywhere">{email}</span>
        {name && <span className="block text-quiet wrap-anywhere">{name}</span>}
        {uid && (
          <span className="block text-quiet">
            opened <span className="font-mono">{uid}</span>
          </span>
        )}
      </CardTitle>
      <CardCell className="max-md:absolute max-md:top-3 max-md:right-3">
        <StateMark {...LOOKS[status]}>{STATUS_WORDS[status]}</StateMark>
      </CardCell>
      <CardCell>{role}</CardCell>
      <CardCell className="wrap-anywhere">
        <RelativeTime iso={sentAt} /> by <span className="font-mono">{invitedBy}</span>
        {stopped && status === 'open' && <Refused email={email} />}
      </CardCell>
      <CardCell>
        <InvitationActs invitation={invitation} />
      </CardCell>
    </CardRow>
  )
}

function Refused({ email }: { email: string }) {
  return (
    <span className="block text-quiet">
      A mail server has refused this address: see the{' '}
      <a href={buildOutboxHref({ to: email })} className="text-link">
        outbox
      </a>
      .
    </span>
  )
}
