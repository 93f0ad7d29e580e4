import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { readTarget } from './target.ts'

const member = { id: 7, uid: 'ada', role: 'User', page: null }
const admin = { ...member, role: 'Admin' }

describe.each(engines)('readTarget on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    await addUser({ uid: 'eve' })
  }, 60_000)
  afterAll(() => stop())

  it.each([
    [
      'the id, with a new uid',
      { id: 9, uid: 'eve', name: 'Eve' },
      { target: { id: 9 }, changes: { uid: 'eve', name: 'Eve' } },
    ],
    ['the uid', { uid: 'eve', name: 'Eve' }, { target: { uid: 'eve' }, changes: { name: 'Eve' } }],
    ['the uid alone', { uid: 'Eve' }, { target: { uid: 'Eve' }, changes: {} }],
    [
      'a uid that nobody has, with a change',
      { uid: 'new', name: 'Eve' },
      { target: { uid: 'new' }, changes: { name: 'Eve' } },
    ],
  ])('a PUT names its user by %s', async (_, body, meant) => {
    expect(await readTarget(admin, body)).toEqual(meant)
    expect(await readTarget(member, body)).toEqual(meant)
  })

  it('a PUT that names nobody changes the viewer', async () => {
    const meant = { target: member, changes: { name: 'Ada' } }
    expect(await readTarget(member, { name: 'Ada' })).toEqual(meant)
  })

  it('a PUT with nothing but a uid that nobody has renames the viewer, unless they administer', async () => {
    const renamed = { target: { id: 7 }, changes: { uid: 'new' } }
    expect(await readTarget(member, { uid: 'new' })).toEqual(renamed)
    expect(await readTarget(admin, { uid: 'new' })).toEqual({ target: { uid: 'new' }, changes: {} })
  })
})
