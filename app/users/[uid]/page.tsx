import { Ban } from 'lucide-react'
import type { Metadata } from 'next'
import { env } from '#lib/env/env.ts'
import { makeEtag } from '#lib/http/etag.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { buttonLook } from '../../components/button-look.ts'
import { Header } from '../../components/header.tsx'
import { Section } from '../../components/section.tsx'
import { ViewerPage } from '../../forms/viewer-page.tsx'
import { requirePageViewer } from '../../page-session.ts'
import { buildUserHref } from '../user-href.ts'
import { Administration } from './administration.tsx'
import { Facts } from './facts.tsx'
import { MailStopNote } from './mail-stop-note.tsx'
import { findUserOfPath, type UserProps } from './user-of-path.ts'

export async function generateMetadata({ params }: UserProps): Promise<Metadata> {
  return { title: (await findUserOfPath(params)).uid }
}

export default async function UserPage({ params }: UserProps) {
  const user = await findUserOfPath(params)
  const { viewer, renewal } = await requirePageViewer(buildUserHref(user))
  const own = viewer.id === user.id
  const administers = isAdmin(viewer) && !own
  const avatar = `/api/users/${encodeURIComponent(user.uid)}/pfp?size=96`
  return (
    <ViewerPage id={viewer.id}>
      <Header viewer={viewer} renewal={renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <a href="/users" className="text-link text-sm">
          All users
        </a>
        <div className="mt-2 mb-6 flex items-center gap-4">
          {/* biome-ignore lint/performance/noImgElement: our own API resizes it. */}
          <img
            src={user.avatarKey ? `${avatar}&v=${user.avatarKey}` : avatar}
            alt=""
            className="size-16 shrink-0 rounded-md border border-line"
          />
          <div className="min-w-0">
            <h1 className="wrap-anywhere font-semibold text-xl">{user.name}</h1>
            <p className="wrap-anywhere text-quiet text-sm">
              <span className="font-mono">{user.uid}</span> · {user.role}
              {own && ' · you'}
            </p>
            {user.disabled && isAdmin(viewer) && (
              <p className="flex items-center gap-1 font-medium text-danger text-sm">
                <Ban aria-hidden className="size-4" />
                Disabled
              </p>
            )}
          </div>
        </div>
        <Section
          id="profile"
          title="Profile"
          words={
            own ? (
              <>
                This is you. Change your profile on{' '}
                <a href="/account" className="text-link">
                  your account page
                </a>
                .
              </>
            ) : administers ? (
              'Only the user and administrators see the e-mail, the date of birth and the sign-ins.'
            ) : (
              'What all signed-in users see.'
            )
          }
        >
          <Facts user={toUserJson(viewer, user, env())} showAge={env().showAge} />
          {(own || administers) && (
            <MailStopNote address={user.email} administers={isAdmin(viewer)} />
          )}
          {administers && (
            <a
              href={`${buildUserHref(user)}/edit`}
              className={`${buttonLook.plain} wrap-anywhere mt-6`}
            >
              Edit {user.uid}
            </a>
          )}
        </Section>
        {administers && <Administration viewer={viewer} user={user} etag={makeEtag(user)} />}
      </main>
    </ViewerPage>
  )
}
