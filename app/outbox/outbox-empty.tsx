import { canMail } from '#lib/mail/settings.ts'
import { buttonLook } from '../components/button-look.ts'
import { EmptyState } from '../components/empty-state.tsx'

/** What stands in place of the mails: none match, none were sent yet, or none can be. */
export function OutboxEmpty({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState title="No mail matches" words="A search needs the whole address.">
        <a href="/outbox" className={buttonLook.plain}>
          Show all mails
        </a>
      </EmptyState>
    )
  }
  return canMail() ? (
    <EmptyState
      title="No mail yet"
      words="What is sent is listed here for 30 days. To see whether mails arrive, run: node bin/latchkey.mjs mail test you@example.org"
    />
  ) : (
    <EmptyState
      title="Mail is not set up"
      words="Set SMTP_URL and MAIL_FROM and restart the server. Until then people ask an administrator when they forget their password."
    />
  )
}
