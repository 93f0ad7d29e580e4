import { writeCursor } from '#lib/lists/cursor.ts'
import { makeMember } from './crowd.ts'

/** One request to a database of `count` users; `broad` when it sorts the thousands of users that a search finds. */
export type Query = { name: string; path: (count: number) => string; broad?: boolean }

const list = (query: string) => `/api/users?limit=50${query && `&${query}`}`
const q = (text: string) => `q=${encodeURIComponent(text)}`
/** A user of the crowd with a rare name. */
const pickMember = (count: number) => makeMember(Math.floor(count / 3))
const surname = (count: number) => pickMember(count).name.split(' ')[1] ?? ''

const SORTS = ['uid', 'name', 'role', 'joined', 'lastSignIn'].flatMap(sort => [sort, `-${sort}`])

/** The page that begins in the middle of the list. */
const deep = (sort: 'uid' | 'joined'): Query => ({
  name: `the middle, sort=${sort}`,
  path: count => {
    const { id, uidKey, createdAt } = middle(count, sort)
    const key = sort === 'uid' ? uidKey : +createdAt
    const after = writeCursor(`users by ${sort}`, { key, id, back: false })
    return list(`sort=${sort}&after=${after}`)
  },
})

/** The user in the middle of a sample of a hundred. */
function middle(count: number, sort: 'uid' | 'joined') {
  const step = Math.max(1, Math.floor(count / 101))
  const some = Array.from({ length: 100 }, (_, i) => makeMember(1 + i * step))
  const key = (m: (typeof some)[number]) => (sort === 'uid' ? m.uidKey : m.createdAt.toISOString())
  return some.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))[50] ?? makeMember(1)
}

const fixed = (query: string): Query => ({ name: query, path: () => list(query) })
const broad = (query: string): Query => ({ ...fixed(query), broad: true })

/** The requests for lists and searches. */
export const QUERIES: readonly Query[] = [
  ...SORTS.map(sort => fixed(`sort=${sort}`)),
  deep('uid'),
  deep('joined'),
  fixed('role=Editor'),
  fixed('role=Editor&sort=-joined'),
  fixed('status=disabled&sort=name'),
  fixed('role=User&status=enabled&sort=-lastSignIn'),
  fixed('role=Editor&status=enabled&sort=joined'),
  { name: 'q=<user ID>', path: count => list(q(pickMember(count).uid)) },
  { name: 'q=<surname>', path: count => list(q(surname(count))) },
  { name: 'q=<e-mail>', path: count => list(q(pickMember(count).email)) },
  {
    name: 'q=<name>&sort=-joined',
    path: count => list(`${q(pickMember(count).name)}&sort=-joined`),
  },
  fixed('q=la'),
  fixed('q=a'),
  fixed('q=zoe'),
  fixed('q=mart'),
  fixed('q=user'),
  fixed('q=user5'),
  fixed('q=la&role=User'),
  fixed('q=maria&status=disabled'),
  broad('q=la&sort=uid'),
  broad('q=la&sort=joined'),
  broad('q=la&sort=-lastSignIn&role=User'),
  broad('q=la&sort=name&status=disabled'),
  broad('q=maria&sort=joined'),
  broad('q=a&sort=-joined'),
  // All users; one in nine, and one in ninety; users at the end of the sort; users in the middle of the first names.
  broad('q=user&sort=-lastSignIn'),
  broad('q=user9&sort=role'),
  broad('q=user51&sort=-joined&status=disabled'),
  broad('q=zoe&sort=uid'),
  broad('q=zoe&sort=name&role=Editor'),
  broad('q=zo&sort=name'),
  broad('q=mart&sort=uid'),
]
