import { MailX } from 'lucide-react'
import { foldAddress } from '#lib/mail/address.ts'
import { findStop } from '#lib/mail/stops.ts'

type Props = {
  /** For whoever may see it. */
  address: string | null
  administers: boolean
}

/** Says that mails to a user come back; nothing where they do not. */
export async function MailStopNote({ address, administers }: Props) {
  const stop = address === null ? null : await findStop(foldAddress(address))
  if (!stop) return null
  return (
    <p className="mt-4 flex gap-2 text-sm">
      <MailX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <span className="min-w-0">
        Mails to this address come back, so nothing more is sent to it:{' '}
        <span className="font-mono wrap-anywhere">{stop.answer}</span>{' '}
        {administers && (
          <a href="/outbox#stops" className="text-link">
            Allow it again
          </a>
        )}
      </span>
    </p>
  )
}
