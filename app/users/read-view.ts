import { UserQuery } from '#lib/users/schema.ts'
import { PAGE, type UsersView } from './users-view.ts'

/**
 * Reads the address; of a repeated parameter the first counts, and what a form left empty is not there.
 * Null when it says something we do not know.
 */
export function readView(params: Record<string, string | string[] | undefined>): UsersView | null {
  const firsts = Object.entries(params).map(([name, value]) => [name, [value].flat()[0]])
  const given = firsts.filter(([, value]) => value !== '')
  const { data } = UserQuery.safeParse({ limit: PAGE, ...Object.fromEntries(given) })
  return data ?? null
}
