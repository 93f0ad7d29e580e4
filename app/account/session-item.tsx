import type { ReactNode } from 'react'
import { describeAgent } from '#lib/http/user-agent.ts'
import type { SessionJson } from '#lib/sessions/list.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'

type Props = { session: SessionJson; end: (form: FormData) => void }

/** One session: where and when it started. `end` gets its id from the form. */
export function SessionItem({ session, end }: Props) {
  const words = describeAgent(session)
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <div className="flex min-h-8 items-center justify-between gap-4">
        <h3 className="font-medium">
          {words}
          {session.current && (
            <span className="ml-2 rounded-sm bg-accent-tint px-1.5 py-0.5 text-accent-strong text-sm">
              This one
            </span>
          )}
          {session.kind === 'bearer' && (
            <span className="ml-2 inline-block whitespace-nowrap rounded-sm border border-line px-1.5 py-0.5 text-quiet text-sm">
              By token
            </span>
          )}
        </h3>
        {!session.current && (
          <form action={end}>
            <input type="hidden" name="id" value={session.id} />
            <SubmitButton look="small" className="whitespace-nowrap">
              Sign out<span className="sr-only"> of {words}</span>
            </SubmitButton>
          </form>
        )}
      </div>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 text-sm sm:grid-cols-[auto_10rem_auto_1fr]">
        <Fact name="Address" mono>
          {session.address}
        </Fact>
        <Fact name="From" mono>
          {session.origin ?? <span className="font-sans text-quiet">no page</span>}
        </Fact>
        <Fact name="First seen">
          <RelativeTime iso={session.firstSeen} />
        </Fact>
        <Fact name="Last seen">
          {session.current ? 'now' : <RelativeTime iso={session.lastSeen} />}
        </Fact>
      </dl>
    </li>
  )
}

function Fact({ name, mono, children }: { name: string; mono?: boolean; children: ReactNode }) {
  return (
    <>
      <dt className="text-quiet">{name}</dt>
      <dd className={`min-w-0 wrap-anywhere ${mono ? 'font-mono' : ''}`}>{children}</dd>
    </>
  )
}
