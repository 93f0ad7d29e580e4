import type { Viewer } from '#lib/identity/viewer.ts'
import { listSessions } from '#lib/sessions/list.ts'
import { listSignIns } from '#lib/sessions/sign-in-list.ts'
import type { StoredUser } from '#lib/users/store.ts'
import { buildEventsHref } from '../../activity/events-view.ts'
import { buttonLook } from '../../components/button-look.ts'
import { Section } from '../../components/section.tsx'
import { ActForm } from './act-form.tsx'
import { setUserDisabled, signOutEverywhere } from './actions.ts'
import { DeleteUser } from './delete-user.tsx'
import { ResetLink } from './reset-link.tsx'
import { Sessions, SignIns } from './sessions.tsx'

type Props = { viewer: Viewer; user: StoredUser; etag: string }

/** What an administrator sees of another user, and can do. */
export async function Administration({ viewer, user, etag }: Props) {
  const { id, uid, name, disabled } = user
  const [sessions, signIns] = await Promise.all([listSessions(viewer, id), listSignIns(viewer, id)])
  return (
    <>
      <Section id="sessions" title="Sessions" words={`Where ${uid} is signed in now.`}>
        <div className="space-y-4">
          <Sessions sessions={sessions} />
          <ActForm act={signOutEverywhere} values={{ id }}>
            Sign out everywhere
          </ActForm>
        </div>
      </Section>
      <Section
        id="sign-ins"
        title="Recent sign-ins"
        words="At most ten. A sign-in whose session has expired is removed at the user’s next sign-in."
      >
        <div className="space-y-4">
          <SignIns signIns={signIns} />
          <a href={buildEventsHref({ q: uid })} className={`${buttonLook.plain} wrap-anywhere`}>
            Audit log of {uid}
          </a>
        </div>
      </Section>
      <Section
        id="password"
        title="Password"
        words="Create a link with which the user chooses a new password. It works once, within 24 hours, and replaces any earlier link. Using it ends every session."
      >
        {disabled ? (
          <p className="text-quiet">Enable {uid} first: a disabled user cannot use a link.</p>
        ) : (
          <ResetLink id={id} uid={uid} />
        )}
      </Section>
      <Section
        id="access"
        title="Access"
        words="A disabled user is signed out everywhere and cannot sign in until enabled again. No data is lost."
      >
        <ActForm act={setUserDisabled} values={{ id, etag, disabled: String(!disabled) }}>
          {disabled ? `Enable ${uid}` : `Disable ${uid}`}
        </ActForm>
      </Section>
      <Section
        id="delete"
        title="Delete"
        words="Erases the user and all their data. This cannot be undone."
      >
        <DeleteUser id={id} uid={uid} name={name} etag={etag} sessions={sessions.length} />
      </Section>
    </>
  )
}
