import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#lib/env/env.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { asksForHidden, listUsers, type UserPage } from '#lib/users/list.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { Header } from '../components/header.tsx'
import { PageHead } from '../components/page-head.tsx'
import { PageLinks } from '../components/page-links.tsx'
import { PhoneTool, PhoneTools, PhoneToolsButton } from '../components/phone-tools.tsx'
import { awaitListOrLimit, findListPage } from '../list-page.ts'
import { requirePageViewer } from '../page-session.ts'
import type { SearchParams } from '../search-params.ts'
import { ActsHolder } from './acts.tsx'
import { FirstSteps } from './first-steps.tsx'
import { LimitedUsers } from './limited-users.tsx'
import { NewUserDialog } from './new-user-dialog.tsx'
import { PlainBulk } from './plain-bulk.tsx'
import { readUsersView } from './read-users-view.ts'
import { SelectionHolder } from './selection.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { UsersEmpty } from './users-empty.tsx'
import { UsersFiles } from './users-files.tsx'
import { UsersSearch } from './users-search.tsx'
import { UsersTable } from './users-table.tsx'
import { buildUsersHref, type UsersView } from './users-view.ts'

export const metadata: Metadata = { title: 'Users' }

type Props = { searchParams: Promise<SearchParams> }

export default async function UsersPage({ searchParams }: Props) {
  const params = await searchParams
  const asked = readUsersView(params)
  const { viewer, renewal } = await requirePageViewer(buildUsersHref(asked ?? {}))
  // A page shows fewer users than the address may ask for: the address has to say what the page shows.
  if (asked && Number(params.limit) > asked.limit) redirect(buildUsersHref(asked))
  const view = asked && limitView(viewer, asked)
  const page = view && (await findListPage(awaitListOrLimit(listUsers(viewer, view))))
  // We cannot read the address, which may be an old bookmark: show the list from its beginning instead.
  if (!page) redirect('/users')
  if ('limitedUntil' in page) {
    return <LimitedUsers viewer={viewer} renewal={renewal} until={page.limitedUntil} />
  }
  const roles = isAdmin(viewer) ? env().roles : null
  const { q, role, status } = view
  const filter = { q, ...(role && { role }), ...(status && { status }) }
  const hrefAfter = (after: string | null) => after && buildUsersHref({ ...view, after })
  const list = (
    <>
      {page.users.length === 0 ? (
        <UsersEmpty view={view} full={roles !== null} />
      ) : (
        <UsersTable
          users={page.users}
          view={view}
          self={viewer.id}
          roles={roles}
          showAge={roles !== null || env().showAge}
        />
      )}
      <PageLinks
        prev={hrefAfter(page.prev)}
        next={hrefAfter(page.next)}
        words={{ prev: 'Previous', next: 'Next' }}
      />
    </>
  )
  return (
    <SelectionHolder key={viewer.id} self={viewer.id} filter={buildUsersHref(filter)}>
      <Header viewer={viewer} renewal={renewal} />
      <main className="group mx-auto max-w-page px-4 pt-8 pb-24">
        <PhoneTools startsOpen={!roles || Boolean(q || role || status) || isAlone(page, view)}>
          <PageHead title="Users" words={describeCount(page, q)}>
            {roles && <PhoneToolsButton>Search, add, export</PhoneToolsButton>}
            <PhoneTool className="w-full sm:w-auto">
              <UsersSearch view={view} roles={roles} />
            </PhoneTool>
          </PageHead>
          {roles && (
            <PhoneTool className="mb-4 flex flex-wrap justify-between gap-2">
              <NewUserDialog roles={roles} />
              <UsersFiles view={view} />
            </PhoneTool>
          )}
        </PhoneTools>
        {roles ? (
          <ActsHolder roles={roles} self={viewer.uid}>
            {page.users.length > 0 && <PlainBulk />}
            {list}
            {isAlone(page, view) && <FirstSteps signup={env().signup} />}
            <SelectionBar
              shown={page.users.map(({ id, uid, name }) => ({ id, uid, name }))}
              all={{ filter, total: page.total, about: page.estimated }}
            />
          </ActsHolder>
        ) : (
          list
        )}
      </main>
    </SelectionHolder>
  )
}

/** Members cannot filter or sort by what they may not see. */
function limitView(viewer: Viewer, view: UsersView): UsersView {
  if (isAdmin(viewer) || !asksForHidden(view)) return view
  return { ...view, status: undefined, sort: undefined }
}

/** Whether the viewer is the only user, rather than the only one who matches. */
function isAlone({ total }: UserPage, { q, role, status, after }: UsersView): boolean {
  return total === 1 && !q && !role && !status && !after
}

function describeCount({ total, estimated }: UserPage, q: string): string {
  const count = describeUserCount(total, estimated)
  const words = `${count[0]?.toUpperCase()}${count.slice(1)}`
  return q ? `${words} for “${q}”` : words
}
