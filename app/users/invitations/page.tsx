import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#lib/env/env.ts'
import { canMail } from '#lib/mail/settings.ts'
import { listInvitations } from '#lib/users/invitations/list-invitations.ts'
import { Header } from '../../components/header.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { PageLinks } from '../../components/page-links.tsx'
import { ViewerPage } from '../../forms/viewer-page.tsx'
import { findListPage } from '../../list-page.ts'
import { AnnouncementHolder, LastAnnouncement } from '../../origins/announcement.tsx'
import { requirePageAdmin } from '../../page-session.ts'
import type { SearchParams } from '../../search-params.ts'
import { ToUsers } from '../to-users.tsx'
import { InvitationsEmpty } from './invitations-empty.tsx'
import { InvitationsFilter } from './invitations-filter.tsx'
import { InvitationsTable } from './invitations-table.tsx'
import { buildInvitationsHref, readInvitationsView, toInvitationQuery } from './invitations-view.ts'
import { InviteForm } from './invite-form.tsx'

export const metadata: Metadata = { title: 'Invitations' }

type Props = { searchParams: Promise<SearchParams> }

export default async function InvitationsPage({ searchParams }: Props) {
  const view = readInvitationsView(await searchParams)
  const { viewer, renewal } = await requirePageAdmin(buildInvitationsHref(view ?? {}))
  const page = view && (await findListPage(listInvitations(viewer, toInvitationQuery(view))))
  // We cannot read the address, which may be an old bookmark: show all invitations instead.
  if (!page) redirect('/users/invitations')
  const hrefAfter = (after: string | null) => after && buildInvitationsHref({ ...view, after })
  const { invitations } = page
  const isEmpty = invitations.length === 0
  const isFiltered = view.status !== undefined
  return (
    <ViewerPage id={viewer.id}>
      <AnnouncementHolder>
        <Header viewer={viewer} renewal={renewal} />
        <main className="mx-auto max-w-page space-y-4 px-4 py-8">
          <PageHead
            title="Invitations"
            words="Whom you invite opens an account within seven days, also where sign-up is closed."
          >
            <ToUsers>All users</ToUsers>
          </PageHead>
          {canMail() && (
            <section
              aria-label="Invite people"
              className="max-w-words rounded-md border border-line bg-raised p-6"
            >
              <InviteForm roles={env().roles} />
            </section>
          )}
          {(!isEmpty || isFiltered) && <InvitationsFilter view={view} />}
          <div className="min-h-6">
            <LastAnnouncement />
          </div>
          {isEmpty ? (
            <InvitationsEmpty filtered={isFiltered} />
          ) : (
            <InvitationsTable invitations={invitations} />
          )}
          <PageLinks
            prev={hrefAfter(page.prev)}
            next={hrefAfter(page.next)}
            words={{ prev: 'Newer', next: 'Older' }}
          />
        </main>
      </AnnouncementHolder>
    </ViewerPage>
  )
}
