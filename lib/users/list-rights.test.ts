import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { listUsers } from './list.ts'
import { UserQuery } from './schema.ts'
import type { StoredUser } from './store.ts'

const sorts = ['uid', 'name', 'role', 'joined', 'lastSignIn'].flatMap(sort => [sort, `-${sort}`])
// Two of each, so that a cursor has to break ties. Accents and case do not count.
const NAMES = ['Zoe', 'zoë', 'Ada', 'ada', 'Émile', 'Emile', 'O_o', 'o%o', '李', '李'].flatMap(
  name => [`${name} B-cd`, `${name} b-CD`],
)

/** Who asks, by a page of our own. */
type Whose = { id: number; role: string }

describe.each(engines)('listUsers on %s', engine => {
  let stop: () => Promise<void>
  let admin: StoredUser
  const people: StoredUser[] = []

  beforeAll(async () => {
    stop = await startStore(engine)
    people.length = 0
    for (const [i, name] of NAMES.entries()) {
      const role = i % 4 ? 'User' : 'Admin'
      const uid = `${i % 2 ? 'P' : 'p'}_${i}.x-${i % 3}`
      people.push(await addUser({ uid, name, role, email: `Mail${i}@Exämple.org` }))
    }
    admin = people[0] as StoredUser
    const day = new Date('2026-05-04T03:02:01.000Z')
    const half = { id: { in: people.slice(0, 10).map(({ id }) => id) } }
    await db().user.updateMany({ data: { createdAt: day } })
    await db().user.updateMany({ where: half, data: { lastSignInAt: day, disabled: true } })
  }, 60_000)
  afterAll(() => stop())

  const list = (query: Record<string, unknown>, viewer: Whose = admin) =>
    listUsers({ ...viewer, page: null }, UserQuery.parse(query))
  const found = async (q: string, viewer?: Whose) =>
    (await list({ q }, viewer)).users.map(user => user.name)

  it('finds an e-mail address for administrators only', async () => {
    const member = people[1] as StoredUser
    for (const q of ['mail1@', 'MAIL1@exam']) {
      expect(await found(q)).toHaveLength(1)
      expect(await found(q, member)).toEqual([])
    }
    expect(await found('mail')).toHaveLength(NAMES.length)
    expect((await list({ q: 'mail' }, member)).total).toBe(0)
  })

  it.each(['enabled', 'disabled'])('lists who is %s for administrators only', async status => {
    const member = people[1] as StoredUser
    const refused = { status: 403, code: 'insufficient_role' }
    for (const q of ['', member.uid]) {
      await expect(list({ status, q }, member)).rejects.toMatchObject(refused)
    }
  })

  it.each(['joined', '-joined', 'lastSignIn', '-lastSignIn'])(
    'sorts by %s for administrators only',
    async sort => {
      const member = people[1] as StoredUser
      const refused = { status: 403, code: 'insufficient_role' }
      for (const q of ['', member.uid]) {
        await expect(list({ sort, q }, member)).rejects.toMatchObject(refused)
        expect((await list({ sort, q })).total).toBeGreaterThan(0)
      }
    },
  )

  it('gives cursors that tell nothing of the row, each for its own list', async () => {
    // Without a sort and a search, it is the list by uid.
    const all = [...sorts.slice(1).map(sort => ({ sort })), {}, { q: 'b-cd' }]
    for (const query of all) {
      const after = (await list({ ...query, limit: 3 })).next ?? ''
      const bytes = Buffer.from(after, 'base64url').toString('latin1')
      expect(bytes).not.toMatch(/_\d+\.x|zoe|User|1777863721000/i)
      expect((await list({ ...query, limit: 3, after })).users).toHaveLength(3)
      for (const other of all) {
        if (other === query) continue
        await expect(list({ ...other, after })).rejects.toMatchObject({ code: 'invalid_input' })
      }
    }
  })

  it('hides the ages of others from members with SHOW_AGE=0', async () => {
    const born = await addUser({ uid: 'born', dob: '2000-01-01' })
    const member = people[1] as StoredUser
    const ageFor = async (viewer: Whose) => {
      const found = await Promise.all([
        list({ q: 'born' }, viewer),
        list({ q: 'born', sort: 'uid' }, viewer),
      ])
      return found.flatMap(({ users }) => users.map(({ age }) => age))
    }
    const shown = await ageFor(member)
    expect(shown).toEqual([expect.any(Number), expect.any(Number)])
    env().showAge = false
    try {
      expect(await ageFor(member)).toEqual([null, null])
      expect(await ageFor(born)).toEqual(shown)
      expect(await ageFor(admin)).toEqual(shown)
    } finally {
      env().showAge = true
      await db().user.delete({ where: { id: born.id } })
    }
  })
})
