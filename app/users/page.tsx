import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { listUsers, type UserPage } from '#lib/users/list.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { Header } from '../components/header.tsx'
import { findPageSession } from '../page-session.ts'
import { ActsHolder } from './acts.tsx'
import { FirstSteps } from './first-steps.tsx'
import { NewUserDialog } from './new-user-dialog.tsx'
import { PlainBulk } from './plain-bulk.tsx'
import { readUsersView } from './read-users-view.ts'
import { SelectionHolder } from './selection.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { UsersEmpty } from './users-empty.tsx'
import { UsersFiles } from './users-files.tsx'
import { UsersPages } from './users-pages.tsx'
import { UsersSearch } from './users-search.tsx'
import { UsersTable } from './users-table.tsx'
import { buildUsersHref, type UsersView } from './users-view.ts'

export const metadata: Metadata = { title: 'Users' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function UsersPage({ searchParams }: Props) {
  const params = await searchParams
  const asked = readUsersView(params)
  const session = await findPageSession()
  if (!session.viewer) redirect(`/login?next=${encodeURIComponent(buildUsersHref(asked ?? {}))}`)
  // The address says what the page shows.
  if (asked && Number(params.limit) > asked.limit) redirect(buildUsersHref(asked))
  const view = asked && viewFor(session.viewer, asked)
  const page = view && (await pageOf(session.viewer, view))
  // An address that we cannot read, an old bookmark perhaps: the list from its beginning is the next best.
  if (!page) redirect('/users')
  const roles = isAdmin(session.viewer) ? env().roles : null
  const { q, role, status } = view
  const filter = { q, ...(role && { role }), ...(status && { status }) }
  const list = (
    <>
      {page.users.length === 0 ? (
        <UsersEmpty view={view} full={roles !== null} />
      ) : (
        <UsersTable users={page.users} view={view} self={session.viewer.id} roles={roles} />
      )}
      <UsersPages view={view} prev={page.prev} next={page.next} />
    </>
  )
  return (
    <SelectionHolder
      key={session.viewer.id}
      self={session.viewer.id}
      filter={buildUsersHref(filter)}
    >
      <Header viewer={session.viewer} renewal={session.renewal} />
      <main className="group mx-auto max-w-page px-4 pt-8 pb-24">
        <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
          <div className="min-w-0">
            <h1 className="font-semibold text-xl">Users</h1>
            <p className="text-quiet text-sm">{describeCount(page, q)}</p>
          </div>
          <UsersSearch view={view} roles={roles} />
        </div>
        {roles && (
          <div className="mb-4 flex flex-wrap justify-between gap-2">
            <NewUserDialog roles={roles} />
            <UsersFiles view={view} />
          </div>
        )}
        {roles ? (
          <ActsHolder roles={roles} self={session.viewer.uid}>
            {page.users.length > 0 && <PlainBulk />}
            {list}
            {isAlone(page, view) && <FirstSteps signup={env().signup} />}
            <SelectionBar
              shown={page.users.map(({ uid, name }) => ({ uid, name }))}
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

/** Who is disabled is nothing that members are told. */
function viewFor(viewer: Viewer, { status, ...view }: UsersView): UsersView {
  return isAdmin(viewer) && status ? { ...view, status } : view
}

/** Whether there is nobody but the viewer, and not for what was asked. */
function isAlone({ total }: UserPage, { q, role, status, after }: UsersView): boolean {
  return total === 1 && !q && !role && !status && !after
}

/** @returns null for a cursor that no page gave. */
async function pageOf(viewer: Viewer, view: UsersView): Promise<UserPage | null> {
  try {
    return await listUsers(viewer, view)
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return null
    throw error
  }
}

function describeCount({ total, estimated }: UserPage, q: string): string {
  const said = describeUserCount(total, estimated)
  const words = `${said[0]?.toUpperCase()}${said.slice(1)}`
  return q ? `${words} for “${q}”` : words
}
