import { db } from '#lib/db/db.ts'
import { addUser } from '../../e2e/fixtures/store.ts'
import { listUsers } from './list.ts'
import { UserQuery } from './schema.ts'
import type { StoredUser } from './store.ts'

export const SORTS = ['uid', 'name', 'role', 'joined', 'lastSignIn'].flatMap(sort => [
  sort,
  `-${sort}`,
])
// Two of each, so that a cursor has to break ties. Accents and case do not count.
export const NAMES = [
  'Zoe',
  'zoë',
  'Ada',
  'ada',
  'Émile',
  'Emile',
  'O_o',
  'o%o',
  '李',
  '李',
].flatMap(name => [`${name} B-cd`, `${name} b-CD`])

/** Adds a user for each of {@link NAMES}, half of them disabled; gives an administrator and one who is none. */
export async function addPeople() {
  const people: StoredUser[] = []
  for (const [i, name] of NAMES.entries()) {
    const role = i % 4 ? 'User' : 'Admin'
    const uid = `${i % 2 ? 'P' : 'p'}_${i}.x-${i % 3}`
    people.push(await addUser({ uid, name, role, email: `Mail${i}@Exämple.org` }))
  }
  const day = new Date('2026-05-04T03:02:01.000Z')
  const half = { id: { in: people.slice(0, 10).map(({ id }) => id) } }
  await db().user.updateMany({ data: { createdAt: day } })
  await db().user.updateMany({ where: half, data: { lastSignInAt: day, disabled: true } })
  const [admin, member] = people as [StoredUser, StoredUser]
  return { admin, member }
}

/** Lists users for `viewer`, who asks by a page of our own. */
export function listFor(viewer: { id: number; role: string }, query: Record<string, unknown>) {
  return listUsers({ ...viewer, page: null }, UserQuery.parse(query))
}
