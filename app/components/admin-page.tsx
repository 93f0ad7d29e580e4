import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { findPageSession } from '../page-session.ts'
import { Header } from './header.tsx'

type Props = {
  title: string
  next: string
  /** For what is wider than a form. */
  wide?: boolean
  children: (viewer: Viewer) => Promise<ReactNode>
}

/** A form of the administration on a page of its own, for those without JavaScript. */
export async function AdminPage({ title, next, wide = false, children }: Props) {
  const session = await findPageSession()
  if (!session.viewer) redirect(`/login?next=${encodeURIComponent(next)}`)
  if (!isAdmin(session.viewer)) redirect('/users')
  return (
    <>
      <Header viewer={session.viewer} renewal={session.renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <h1 className="mb-4 font-semibold text-xl">{title}</h1>
        <div className={`${wide ? '' : 'max-w-words'} rounded-md border border-line bg-raised p-6`}>
          {await children(session.viewer)}
        </div>
      </main>
    </>
  )
}
