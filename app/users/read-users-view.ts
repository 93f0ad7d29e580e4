import { UserQuery } from '#lib/users/schema.ts'
import { readFirstParams, type SearchParams } from '../search-params.ts'
import { DEFAULT_PAGE_SIZE, PAGE_SIZES, type UsersView } from './users-view.ts'

/**
 * Reads the address; null if it says something that we do not know. A page shows no more users than it offers to: the
 * thousand that the API gives at once would be a page of 12 MB.
 */
export function readUsersView(params: SearchParams): UsersView | null {
  const { data } = UserQuery.safeParse({ limit: DEFAULT_PAGE_SIZE, ...readFirstParams(params) })
  return data ? { ...data, limit: Math.min(data.limit, Math.max(...PAGE_SIZES)) } : null
}
