import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { listApps } from '#lib/clients/apps.ts'
import { env } from '#lib/env/env.ts'
import { makeEtag } from '#lib/http/etag.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { canMail } from '#lib/mail/settings.ts'
import { listSessions } from '#lib/sessions/list.ts'
import { findUser } from '#lib/users/store.ts'
import { buttonLook } from '../components/button-look.ts'
import { Header } from '../components/header.tsx'
import { RelativeTime } from '../components/relative-time.tsx'
import { Section } from '../components/section.tsx'
import { ViewerPage } from '../forms/viewer-page.tsx'
import { requirePageViewer } from '../page-session.ts'
import { AppList } from './app-list.tsx'
import { Avatar } from './avatar.tsx'
import { DeleteAccount } from './delete-account.tsx'
import { EmailForm } from './email-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { RecentEvents } from './recent-events.tsx'
import { SessionList } from './session-list.tsx'
import { UidForm } from './uid-form.tsx'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const { viewer, renewal } = await requirePageViewer('/account')
  const { uid, name, email } = viewer
  const [sessions, apps, stored] = await Promise.all([
    listSessions(viewer),
    listApps(viewer),
    findUser({ id: viewer.id }),
  ])
  const { pfp } = toUserJson(viewer, viewer, env())
  return (
    <ViewerPage id={viewer.id}>
      <Header viewer={viewer} renewal={renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <h1 className="font-semibold text-xl">Account</h1>
        <p className="mb-6 wrap-anywhere text-quiet text-sm">
          <span className="font-mono">{uid}</span> · {viewer.role} · joined{' '}
          <RelativeTime iso={viewer.createdAt.toISOString()} />
        </p>
        <Section
          id="avatar"
          title="Avatar"
          words="Sites show it next to your name. Only signed-in users know its address, but anybody who has the address can see it."
        >
          <Avatar src={pfp ?? `/api/users/${uid}/pfp`} given={pfp !== null} />
        </Section>
        <Section
          id="profile"
          title="Profile"
          words={`All signed-in users see your name${env().showAge ? ' and age' : ''}. Only you and administrators see your e-mail and date of birth.`}
        >
          <ProfileForm
            known={{
              name: stored.name,
              ...(canMail() ? {} : { email: stored.email ?? '' }),
              dob: stored.dob ?? '',
            }}
            etag={makeEtag(stored)}
          />
        </Section>
        {canMail() && (
          <Section
            id="email"
            title="E-mail"
            words="With a confirmed address you can sign in by it, and get mail about your account."
          >
            <EmailForm email={stored.email} isVerified={stored.verifiedEmailKey !== null} />
          </Section>
        )}
        <Section id="uid" title="User ID" words="What you sign in with, and what others see.">
          <UidForm uid={uid} />
        </Section>
        <Section
          id="password"
          title="Password"
          words="A new password ends every session except this one."
        >
          <PasswordForm uid={uid} known={[uid, name, email ?? '']} />
        </Section>
        <Section
          id="sessions"
          title="Sessions"
          words="Where you are signed in. End the sessions that you do not recognise, then change your password."
        >
          <SessionList sessions={sessions} />
        </Section>
        <Section
          id="apps"
          title="Applications"
          words="Sites and applications that you have signed in to with this account, and what they may do. Withdraw the access of those that you no longer use."
        >
          <AppList apps={apps} />
        </Section>
        <Section
          id="audit-log"
          title="Audit log"
          words="What you did recently, and what was done to your account. Change your password if you do not recognise something."
        >
          <RecentEvents viewer={viewer} />
        </Section>
        <Section
          id="data"
          title="Your data"
          words="Everything that is stored about you, as a JSON file: profile, avatar, sessions, what you have allowed applications, mails, and audit events. No password, no token."
        >
          <a href="/api/id/export" className={buttonLook.plain}>
            <Download aria-hidden className="size-4" />
            Download your data
          </a>
        </Section>
        <Section
          id="delete"
          title="Delete account"
          words="Erases your account and ends your sessions at once. This cannot be undone."
        >
          <DeleteAccount uid={uid} name={name} sessions={sessions.length} />
        </Section>
      </main>
    </ViewerPage>
  )
}
