import type { UserQuery } from '#lib/users/schema.ts'

/** How many users a page may show, and how many it shows by default. */
export const PAGE_SIZES = [25, 50, 100, 200] as const
export const DEFAULT_PAGE_SIZE = 50

/** What the address of the page says: which users, in which order, and where the page begins. */
export type UsersView = UserQuery
/** Which users are in the list, in any order and on every page. */
export type UsersFilter = Pick<UsersView, 'q' | 'role' | 'status'>
type Sort = NonNullable<UsersView['sort']>
type Column = Exclude<Sort, `-${string}`>

/** The address of `view`, without the defaults. */
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

/** The address of a file with all users of `view`, on every page. */
export function buildUserExportHref(
  { q, role, status, sort }: UsersView,
  format: 'csv' | 'json',
): string {
  const query = new URLSearchParams({ format })
  if (q) query.set('q', q)
  if (role) query.set('role', role)
  if (status) query.set('status', status)
  if (sort) query.set('sort', sort)
  return `/api/users/export?${query}`
}

/** The direction in which `view` is sorted by `column`; undefined if by another one. */
export function findSortDirection(
  column: Column,
  view: UsersView,
): 'ascending' | 'descending' | undefined {
  const sort = view.sort ?? findDefaultSort(view)
  if (sort === column) return 'ascending'
  return sort === `-${column}` ? 'descending' : undefined
}

/** The view that the head of `column` leads to: sorted by it, or in reverse if it is already; from the first page. */
export function toggleSort({ after: _, ...view }: UsersView, column: Column): UsersView {
  return { ...view, sort: findSortDirection(column, view) === 'ascending' ? `-${column}` : column }
}

/** The sort if none is asked for. A search has none: the best matches come first. */
function findDefaultSort({ q }: Partial<UsersView>): Sort | undefined {
  return q ? undefined : 'uid'
}
