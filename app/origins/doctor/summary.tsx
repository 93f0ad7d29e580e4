import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'
import { BROWSERS } from '#lib/origins/doctor/cookie.ts'
import type { Diagnosis } from '#lib/origins/doctor/doctor.ts'

type Props = {
  diagnosis: Diagnosis
  /** Whether the page asks the browser to send the cookie. */
  wanted: boolean
}

/** The outcome of the call in a sentence, and which browsers send the cookie. */
export function Summary({ diagnosis, wanted }: Props) {
  const { summary, reached, cookie, steps } = diagnosis
  const works = steps.every(({ id, ok }) => ok || id === 'cookie')
  const signedIn = steps.every(({ ok }) => ok)
  return (
    <div
      className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-md border p-4 ${works ? 'border-line bg-raised' : 'border-danger bg-danger-tint'}`}
    >
      <p className="flex gap-2 font-semibold">
        {works && !signedIn ? (
          <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0 text-accent-strong" />
        ) : (
          <Mark ok={works} />
        )}
        {summary}
      </p>
      {reached && wanted && (
        <ul aria-label="The cookie" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {BROWSERS.map(browser => (
            <li key={browser} className="flex gap-1">
              <Mark ok={cookie[browser]} />
              {browser}: {cookie[browser] ? 'cookie' : 'no cookie'}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Whether something works. */
export function Mark({ ok }: { ok: boolean }) {
  const [Icon, colour] = ok ? [CircleCheck, 'text-allowed'] : [CircleX, 'text-danger']
  return <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
}
