import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makeCode } from '../../e2e/fixtures/oauth-rows.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { deleteExpiredTickets } from './retention.ts'

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

describe.each(engines)('deleteExpiredTickets on %s', engine => {
  let stop: () => Promise<void>
  let viewer: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    viewer = await addViewer()
  }, 60_000)
  afterAll(() => stop())

  const addAll = async (name: string, expiresAt: Date) => {
    const { id: userId, sessionId } = viewer
    const ceremony = { version: '', proofs: '[]', begunBy: '', sessionId }
    const { row } = makeCode({ userId, sessionId, clientId: 'any' }, { expiresAt })
    await db().ceremony.create({ data: { id: name, userId, expiresAt, ...ceremony } })
    await db().authorizationCode.create({ data: { ...row, id: name } })
    await db().pushedRequest.create({ data: { id: name, clientId: '', parameters: '', expiresAt } })
    await db().seenOnce.create({ data: { id: name, expiresAt } })
    for (const owner of [userId, null]) {
      const id = `${name}${owner ? '' : ' of nobody'}`
      const holder = id
      const createdAt = new Date()
      const data = { id, kind: 'sign_up', holder, userId: owner, createdAt, expiresAt }
      await db().ticket.create({ data })
    }
  }
  const listIds = async () => {
    const select = { select: { id: true } } as const
    const tables = [
      db().ceremony.findMany(select),
      db().authorizationCode.findMany(select),
      db().pushedRequest.findMany(select),
      db().seenOnce.findMany(select),
      db().ticket.findMany(select),
    ]
    return (await Promise.all(tables)).map(rows => rows.map(({ id }) => id).toSorted())
  }

  it('deletes what has expired, a code an hour later, and a ticket of a user a week later', async () => {
    await addAll('young', inMinutes(1))
    await addAll('over', inMinutes(-1))
    await addAll('old', inMinutes(-61))
    await addAll('oldest', inMinutes(-7 * 24 * 60 - 1))
    expect(await deleteExpiredTickets()).toBe(15)
    const tickets = ['old', 'over', 'young', 'young of nobody']
    expect(await listIds()).toEqual([['young'], ['over', 'young'], ['young'], ['young'], tickets])
    expect(await deleteExpiredTickets()).toBe(0)
  })

  it('deletes any number', async () => {
    const expiresAt = inMinutes(-1)
    const rows = Array.from({ length: 2100 }, (_, i) => ({ id: `row ${i}`, expiresAt }))
    await db().seenOnce.createMany({ data: rows })
    expect(await deleteExpiredTickets()).toBe(2100)
    expect(await db().seenOnce.count()).toBe(1)
  })
})
