import { Ban } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { makeEtag } from '#lib/http/etag.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { buttonLook } from '../../components/button-look.ts'
import { Header } from '../../components/header.tsx'
import { Section } from '../../components/section.tsx'
import { findPageSession } from '../../page-session.ts'
import { Administration } from './administration.tsx'
import { Facts } from './facts.tsx'
import { buildUserHref, findUserOfPath, type UserProps } from './user-of-path.ts'

export async function generateMetadata({ params }: UserProps): Promise<Metadata> {
  return { title: (await findUserOfPath(params)).uid }
}

export default async function UserPage({ params }: UserProps) {
  const user = await findUserOfPath(params)
  const session = await findPageSession()
  if (!session.viewer) redirect('/login')
  const { viewer, renewal } = session
  const own = viewer.id === user.id
  const picture = `/api/users/${encodeURIComponent(user.uid)}/pfp?size=96`
  return (
    <>
      <Header viewer={viewer} renewal={renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <a href="/users" className="text-link text-sm">
          All users
        </a>
        <div className="mt-2 mb-6 flex items-center gap-4">
          {/* biome-ignore lint/performance/noImgElement: our own API sizes it. */}
          <img
            src={user.avatarKey ? `${picture}&v=${user.avatarKey}` : picture}
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
                This is you. Change it on{' '}
                <a href="/account" className="text-link">
                  your account page
                </a>
                .
              </>
            ) : isAdmin(viewer) ? (
              'E-mail, date of birth and sign-ins are seen by the user and administrators only.'
            ) : (
              'What everybody who is signed in sees.'
            )
          }
        >
          <Facts user={toUserJson(viewer, user)} />
          {isAdmin(viewer) && !own && (
            <a
              href={`${buildUserHref(user)}/edit`}
              className={`${buttonLook.plain} wrap-anywhere mt-6`}
            >
              Edit {user.uid}
            </a>
          )}
        </Section>
        {isAdmin(viewer) && !own && (
          <Administration viewer={viewer} user={user} etag={makeEtag(user)} />
        )}
      </main>
    </>
  )
}
