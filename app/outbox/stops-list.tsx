'use client'
import type { MailStopJson } from '#lib/mail/mail-json.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { useAnnounce } from '../origins/announcement.tsx'
import { allowMails } from './actions.ts'

/** The addresses to which nothing is sent any more. Without any it shows nothing. */
export function StopsList({ stops }: { stops: MailStopJson[] }) {
  if (stops.length === 0) return null
  return (
    <section aria-labelledby="stops" className="mt-12">
      <h2 id="stops" className="font-semibold">
        Stopped addresses
      </h2>
      <p className="mb-4 max-w-words text-quiet text-sm">
        A mail server says that these do not exist. Nothing more is sent to them until you allow it:
        servers that get many such mails refuse the others, too.
      </p>
      <ul className="rounded-md border border-line bg-raised text-sm">
        {stops.map(stop => (
          <StopItem key={stop.address} stop={stop} />
        ))}
      </ul>
    </section>
  )
}

function StopItem({ stop: { address, answer, createdAt } }: { stop: MailStopJson }) {
  const [state, send] = useFormAction(allowMails, useAnnounce())
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 border-line border-b p-4 last:border-b-0">
      <p className="min-w-0">
        <span className="font-mono break-all">{address}</span>{' '}
        <span className="text-quiet">
          <RelativeTime iso={createdAt} />
        </span>
        <span className="block font-mono text-xs wrap-anywhere">{answer}</span>
      </p>
      <form action={send} className="flex flex-wrap items-center gap-2">
        <SensitiveAlert {...state} />
        <input type="hidden" name="address" value={address} />
        <SubmitButton look="small">
          Allow again<span className="sr-only"> {address}</span>
        </SubmitButton>
      </form>
    </li>
  )
}
