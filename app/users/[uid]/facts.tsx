import type { ReactNode } from 'react'
import type { UserJson } from '#lib/identity/user-json.ts'
import { formatDay } from '../../components/format-date.ts'
import { RelativeTime } from '../../components/relative-time.tsx'
import { VerifiedMark } from '../../components/verified-mark.tsx'

/** What the viewer may see of the user. @param showAge whether members see how old others are. */
export function Facts({ user, showAge }: { user: UserJson; showAge: boolean }) {
  const full = user.joined !== undefined
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
      <Fact name="User ID">
        <span className="font-mono">{user.uid}</span>
      </Fact>
      <Fact name="Name">{user.name}</Fact>
      <Fact name="Role">{user.role}</Fact>
      {(full || showAge) && <Fact name="Age">{user.age}</Fact>}
      {full && (
        <>
          <Fact name="E-mail">
            {user.email && (
              <>
                {user.email} <VerifiedMark verified={user.emailVerified === true} />
              </>
            )}
          </Fact>
          <Fact name="Date of birth">
            {user.dob && <time dateTime={user.dob}>{formatDay(user.dob)}</time>}
          </Fact>
          <Fact name="Status">{user.disabled ? 'Disabled: cannot sign in' : 'Enabled'}</Fact>
          <Fact name="Joined">{user.joined && <RelativeTime iso={user.joined} />}</Fact>
          <Fact name="Last sign-in">
            {user.lastSignIn ? <RelativeTime iso={user.lastSignIn} /> : 'never'}
          </Fact>
        </>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-quiet">{name}</dt>
      <dd className="wrap-anywhere">{children ?? <span className="text-quiet">not given</span>}</dd>
    </>
  )
}
