'use client'
import type { InvitationJson } from '#lib/users/invitations/invitation-json.ts'
import { SensitiveAlert } from '../../forms/sensitive-alert.tsx'
import { SubmitButton } from '../../forms/submit-button.tsx'
import { useFormAction } from '../../forms/use-form-action.ts'
import { useAnnounce } from '../../origins/announcement.tsx'
import { sendAgain, withdraw } from './actions.ts'

type Props = { invitation: Pick<InvitationJson, 'id' | 'email' | 'status'> }

/** What can be done with an invitation. */
export function InvitationActs({ invitation }: Props) {
  const isAccepted = invitation.status === 'accepted'
  return (
    <div className="flex flex-wrap gap-2">
      {!isAccepted && <InvitationAct invitation={invitation} act={sendAgain} words="Mail again" />}
      <InvitationAct
        invitation={invitation}
        act={withdraw}
        words={isAccepted ? 'Forget' : 'Withdraw'}
      />
    </div>
  )
}

type ActProps = Props & { act: typeof sendAgain; words: string }

function InvitationAct({ invitation: { id, email }, act, words }: ActProps) {
  const [state, send] = useFormAction(act, useAnnounce())
  return (
    <form action={send} className="space-y-2">
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="email" value={email} />
      <SubmitButton look="small">
        {words}
        <span className="sr-only"> the invitation of {email}</span>
      </SubmitButton>
    </form>
  )
}
