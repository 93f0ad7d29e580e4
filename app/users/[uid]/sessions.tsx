import type { ReactNode } from 'react'
import { describeAgent } from '#lib/http/user-agent.ts'
import type { SessionJson } from '#lib/sessions/list.ts'
import type { PastSignInJson } from '#lib/sessions/sign-in-list.ts'
import { RelativeTime } from '../../components/relative-time.tsx'

/** Where the user is signed in now. */
export function Sessions({ sessions }: { sessions: SessionJson[] }) {
  if (sessions.length === 0) return <p className="text-quiet">Not signed in anywhere.</p>
  return (
    <Rows>
      {sessions.map(session => (
        <Row key={session.id} words={describeAgent(session)} address={session.address}>
          {session.origin && <span className="font-mono">{session.origin}</span>}
          <span>
            since <RelativeTime iso={session.firstSeen} />
          </span>
          <span>
            last seen <RelativeTime iso={session.lastSeen} />
          </span>
        </Row>
      ))}
    </Rows>
  )
}

/** When and from where the user signed in. */
export function SignIns({ signIns }: { signIns: PastSignInJson[] }) {
  if (signIns.length === 0) return <p className="text-quiet">No sign-ins.</p>
  return (
    <Rows>
      {signIns.map(signIn => (
        <Row key={signIn.id} words={describeAgent(signIn)} address={signIn.address}>
          <RelativeTime iso={signIn.at} />
          <span>{signIn.lasts ? 'still signed in' : 'session ended'}</span>
        </Row>
      ))}
    </Rows>
  )
}

function Rows({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line">{children}</ul>
}

function Row({
  words,
  address,
  children,
}: {
  words: string
  address: string
  children: ReactNode
}) {
  return (
    <li className="py-3 text-sm first:pt-0 last:pb-0">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{words}</span>
        <span className="font-mono wrap-anywhere">{address}</span>
      </p>
      <p className="flex flex-wrap gap-x-4 text-quiet wrap-anywhere">{children}</p>
    </li>
  )
}
