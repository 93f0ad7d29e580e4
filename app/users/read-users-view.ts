import { UserQuery } from '#lib/users/schema.ts'
import { DEFAULT_PAGE_SIZE, PAGE_SIZES, type UsersView } from './users-view.ts'

/**
 * Reads the address; of a repeated parameter the first counts, and what a form left empty is not there. A page shows
 * no more than it offers: a thousand users, whom the API gives at once, would be a page of 12 MB.
 * Null when it says something we do not know.
 */
export function readUsersView(
  params: Record<string, string | string[] | undefined>,
): UsersView | null {
  const firsts = Object.entries(params).map(([name, value]) => [name, [value].flat()[0]])
  const given = firsts.filter(([, value]) => value !== '')
  const { data } = UserQuery.safeParse({ limit: DEFAULT_PAGE_SIZE, ...Object.fromEntries(given) })
  return data ? { ...data, limit: Math.min(data.limit, Math.max(...PAGE_SIZES)) } : null
}
