import type { ReactNode } from 'react'
import type { Viewer } from '#lib/identity/viewer.ts'
import { ViewerPage } from '../forms/viewer-page.tsx'
import { requirePageAdmin } from '../page-session.ts'
import { Header } from './header.tsx'

type Props = {
  title: string
  /** The page's own address, to which the login leads back. */
  next: string
  /** For content that is wider than a form. */
  wide?: boolean
  children: (viewer: Viewer) => Promise<ReactNode>
}

/** A page with one form for administrators; most of them are the dialogs of other pages, for use without JavaScript. */
export async function AdminPage({ title, next, wide = false, children }: Props) {
  const { viewer, renewal } = await requirePageAdmin(next)
  return (
    <ViewerPage id={viewer.id}>
      <Header viewer={viewer} renewal={renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <h1 className="mb-4 font-semibold text-xl">{title}</h1>
        <div className={`${wide ? '' : 'max-w-words'} rounded-md border border-line bg-raised p-6`}>
          {await children(viewer)}
        </div>
      </main>
    </ViewerPage>
  )
}
