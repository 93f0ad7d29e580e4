import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { LIMITS, type Limit } from '#lib/limits/limits.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { deleteUser, updateUser } from './edit.ts'
import { listUsers } from './list.ts'

let stop: () => Promise<void>
beforeAll(async () => {
  stop = await startStore('sqlite')
})
afterAll(() => stop())

/** Uses up a budget but for one attempt. */
async function exhaust(limit: Limit, viewer: Viewer): Promise<void> {
  for (let i = 1; i < LIMITS[limit].points; i++) await takeAttempt(limit, String(viewer.id))
}

const acts: [string, Limit, (viewer: Viewer) => Promise<unknown>][] = [
  ['lists users', 'list', viewer => listUsers(viewer, { q: 'ada', limit: 10 })],
  ['changes a user', 'edit', viewer => change(viewer)],
]
const change = (viewer: Viewer) => updateUser(viewer, { id: viewer.id }, { name: 'Zoë' }, null)

describe.each(acts)('somebody who %s', (_, limit, act) => {
  it('429: is limited as a member', async () => {
    const viewer = await addViewer()
    await exhaust(limit, viewer)
    await act(viewer)
    await expect(act(viewer)).rejects.toMatchObject({
      status: 429,
      code: 'limited',
      headers: [['Retry-After', expect.any(String)]],
    })
    await act(await addViewer())
  })

  it('is not limited as an administrator', async () => {
    const viewer = await addViewer({ role: 'Admin' })
    await exhaust(limit, viewer)
    await act(viewer)
    await act(viewer)
  })
})

it('429: a member who has changed their account too often cannot delete it either', async () => {
  const viewer = await addViewer()
  await exhaust('edit', viewer)
  await change(viewer)
  await expect(deleteUser(viewer, { id: viewer.id })).rejects.toMatchObject({ status: 429 })
})

it('a page of a list writes nothing', async () => {
  const viewer = await addViewer()
  await listUsers(viewer, { q: '', limit: 10 })
  expect(await db().rateLimit.count({ where: { key: { startsWith: 'list' } } })).toBe(0)
})
