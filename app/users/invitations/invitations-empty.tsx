import { canMail } from '#lib/mail/settings.ts'
import { buttonLook } from '../../components/button-look.ts'
import { EmptyState } from '../../components/empty-state.tsx'

/** What stands in place of the invitations: none match, none were sent yet, or none can be. */
export function InvitationsEmpty({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState title="No invitation matches" words="There is none in this state.">
        <a href="/users/invitations" className={buttonLook.plain}>
          Show all invitations
        </a>
      </EmptyState>
    )
  }
  return canMail() ? (
    <EmptyState
      title="No invitation yet"
      words="Those that you send are listed here until 30 days after they expire."
    />
  ) : (
    <EmptyState
      title="Mail is not set up"
      words="Set SMTP_URL and MAIL_FROM and restart the server. Until then, create users yourself."
    />
  )
}
