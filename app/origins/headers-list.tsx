'use client'
import type { HeaderJson } from '#lib/origins/headers.ts'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { useAnnounce } from './announcement.tsx'
import { forgetHeader } from './header-actions.ts'

/** The headers that pages may set beside the default ones. Without any it shows nothing. */
export function HeadersList({ headers }: { headers: HeaderJson[] }) {
  if (headers.length === 0) return null
  return (
    <section aria-labelledby="headers" className="mt-12">
      <h2 id="headers" className="font-semibold">
        Headers
      </h2>
      <p className="mb-4 text-quiet text-sm">
        What pages of allowed origins may send beside the default headers.
      </p>
      <ul className="rounded-md border border-line bg-raised text-sm">
        {headers.map(header => (
          <HeaderItem key={header.header} known={header} />
        ))}
      </ul>
    </section>
  )
}

function HeaderItem({ known: { header, pinned, addedBy } }: { known: HeaderJson }) {
  const [state, send] = useFormAction(forgetHeader, useAnnounce())
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 border-line border-b p-4 last:border-b-0">
      <p className="min-w-0">
        <span className="font-mono break-all">{header}</span>{' '}
        <span className="text-quiet">{pinned ? 'from CORS_HEADERS' : `by ${addedBy}`}</span>
      </p>
      {!pinned && (
        <form action={send} className="flex flex-wrap items-center gap-2">
          <SensitiveAlert {...state} />
          <input type="hidden" name="header" value={header} />
          <SubmitButton look="plain">
            Remove<span className="sr-only"> {header}</span>
          </SubmitButton>
        </form>
      )}
    </li>
  )
}
