import { CircleAlert, TriangleAlert } from 'lucide-react'

type Props = { origin: string; warning: string | null; error: string | undefined }

/** An origin that cannot be edited, as it is on the list or will be. */
export function ExactOrigin({ origin, warning, error }: Props) {
  return (
    <div className="space-y-2">
      <input type="hidden" name="origin" value={origin} />
      <p className="rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm break-all">
        {origin}
      </p>
      {warning && <SharedHost warning={warning} />}
      {error && (
        <p role="alert" className="flex gap-1 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

/** Warns that other people have pages on the same origin or domain. */
export function SharedHost({ warning }: { warning: string }) {
  return (
    <p className="flex gap-1 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-strong" />
      <span>{warning}</span>
    </p>
  )
}
