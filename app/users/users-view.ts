import type { UserQuery } from '#lib/users/schema.ts'

/** How many users a page may show, and shows unless told otherwise. */
export const PAGE_SIZES = [25, 50, 100, 200] as const
export const DEFAULT_PAGE_SIZE = 50

/** What the address of the page says: which users, in which order, from where on. */
export type UsersView = UserQuery
/** What narrows the list, whatever its order and page. */
export type UsersFilter = Pick<UsersView, 'q' | 'role' | 'status'>
type Sort = NonNullable<UsersView['sort']>
type Column = Exclude<Sort, `-${string}`>

/** The address of `view`, without what goes without saying. */
export function buildUsersHref(view: Partial<UsersView>): string {
  const query = new URLSearchParams()
  if (view.q) query.set('q', view.q)
  if (view.role) query.set('role', view.role)
  if (view.status) query.set('status', view.status)
  if (view.sort && view.sort !== findDefaultSort(view)) query.set('sort', view.sort)
  if (view.limit && view.limit !== DEFAULT_PAGE_SIZE) query.set('limit', String(view.limit))
  if (view.after) query.set('after', view.after)
  return query.size > 0 ? `/users?${query}` : '/users'
}

/** The address of a file of everybody whom `view` is about, whatever the page. */
export function buildUserExportHref(
  { q, role, status, sort }: UsersView,
  format: 'csv' | 'json',
): string {
  const query = new URLSearchParams({ format, ...(q && { q }), ...(role && { role }) })
  if (status) query.set('status', status)
  if (sort) query.set('sort', sort)
  return `/api/users/export?${query}`
}

/** How the list of `view` is sorted by `column`. */
export function findSortDirection(
  column: Column,
  view: UsersView,
): 'ascending' | 'descending' | undefined {
  const sort = view.sort ?? findDefaultSort(view)
  if (sort === column) return 'ascending'
  return sort === `-${column}` ? 'descending' : undefined
}

/** The view that the head of `column` leads to: sorted by it, or turned round; from the first page on. */
export function toggleSort({ after: _, ...view }: UsersView, column: Column): UsersView {
  return { ...view, sort: findSortDirection(column, view) === 'ascending' ? `-${column}` : column }
}

/** The sort when none is asked for; a search has none, it begins with what fits first. */
function findDefaultSort({ q }: Partial<UsersView>): Sort | undefined {
  return q ? undefined : 'uid'
}
