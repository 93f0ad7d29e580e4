import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { addPeople, listFor, NAMES, SORTS } from './listed-people.fixture.ts'
import type { StoredUser } from './store.ts'

describe.each(engines)('listUsers on %s', engine => {
  let stop: () => Promise<void>
  let admin: StoredUser
  let member: StoredUser
  beforeAll(async () => {
    stop = await startStore(engine)
    ;({ admin, member } = await addPeople())
  }, 60_000)
  afterAll(() => stop())

  const list = (query: Record<string, unknown>, viewer = admin) => listFor(viewer, query)
  const found = async (q: string, viewer?: StoredUser) =>
    (await list({ q }, viewer)).users.map(user => user.name)

  it('finds an e-mail address for administrators only', async () => {
    for (const q of ['mail1@', 'MAIL1@exam']) {
      expect(await found(q)).toHaveLength(1)
      expect(await found(q, member)).toEqual([])
    }
    expect(await found('mail')).toHaveLength(NAMES.length)
    expect((await list({ q: 'mail' }, member)).total).toBe(0)
  })

  it.each(['enabled', 'disabled'])('lists who is %s for administrators only', async status => {
    const refused = { status: 403, code: 'insufficient_role' }
    for (const q of ['', member.uid]) {
      await expect(list({ status, q }, member)).rejects.toMatchObject(refused)
    }
  })

  it.each(['joined', '-joined', 'lastSignIn', '-lastSignIn'])(
    'sorts by %s for administrators only',
    async sort => {
      const refused = { status: 403, code: 'insufficient_role' }
      for (const q of ['', member.uid]) {
        await expect(list({ sort, q }, member)).rejects.toMatchObject(refused)
        expect((await list({ sort, q })).total).toBeGreaterThan(0)
      }
    },
  )

  it('gives cursors that tell nothing of the row, each for its own list', async () => {
    // Without a sort and a search, it is the list by uid.
    const all = [...SORTS.slice(1).map(sort => ({ sort })), {}, { q: 'b-cd' }]
    for (const query of all) {
      const after = (await list({ ...query, limit: 3 })).next ?? ''
      const bytes = Buffer.from(after, 'base64url').toString('latin1')
      expect(bytes).not.toMatch(/p_\d+\.x-|zoe b-cd|"User"|1777863721000/i)
      expect((await list({ ...query, limit: 3, after })).users).toHaveLength(3)
      for (const other of all) {
        if (other === query) continue
        await expect(list({ ...other, after })).rejects.toMatchObject({ code: 'invalid_input' })
      }
    }
  })

  it('hides the ages of others from members with SHOW_AGE=0', async () => {
    const born = await addUser({ uid: 'born', dob: '2000-01-01' })
    const ageFor = async (viewer: StoredUser) => {
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
