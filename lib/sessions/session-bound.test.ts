import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { findUser } from '#lib/users/store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { openSession } from './open-session.ts'

const BOUND = 100
const client = { address: '192.0.2.1', agent: 'test', origin: '' }
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

describe.each(engines)('the sessions of a user on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())

  /** Writes `count` sessions; the first is the longest unused. */
  async function addSessions(userId: number, count: number, revokedAt: Date | null = null) {
    const rows = Array.from({ length: count }, (_, i) => ({
      id: randomUUID(),
      userId,
      createdAt: hoursAgo(1),
      lastSeenAt: hoursAgo(1 + (count - i) / 1000),
      expiresAt: hoursAgo(-24),
      revokedAt,
      ...client,
    }))
    await db().session.createMany({ data: rows })
    return rows.map(({ id }) => id)
  }
  const findValid = async (userId: number) => {
    const rows = await db().session.findMany({ where: { userId, revokedAt: null } })
    return rows.map(({ id }) => id)
  }
  const findRevocations = (actorId: number) =>
    db().auditEvent.findMany({ where: { actorId, action: 'session_revoke' } })
  async function addStored() {
    const { id } = await addUser()
    return findUser({ id })
  }
  const signIn = async (id: number, replaces: string | null = null) => {
    const session = await openSession(await findUser({ id }), client, { kind: 'cookie', replaces })
    return session?.sessionId ?? ''
  }

  it('are a hundred, and the longest unused ends for another one', async () => {
    const { id } = await addStored()
    const before = await addSessions(id, BOUND)
    const begun = await signIn(id)
    expect((await findValid(id)).toSorted()).toEqual([...before.slice(1), begun].toSorted())
    expect(await findRevocations(id)).toMatchObject([
      {
        result: 'ok',
        detail: JSON.stringify({ sessions: 'oldest', reason: 'too_many', count: 1 }),
      },
    ])
  })

  it('end at once where there are more than may be, with what came of them', async () => {
    const { id } = await addStored()
    const before = await addSessions(id, BOUND + 20)
    const [child = ''] = await addSessions(id, 1)
    await db().session.update({
      where: { id: child },
      data: { parentId: before[0] ?? '', lastSeenAt: new Date() },
    })
    const begun = await signIn(id)
    const kept = before.slice(22)
    expect((await findValid(id)).toSorted()).toEqual([...kept, begun].toSorted())
  })

  it('none ends for one that replaces another, or below the bound', async () => {
    const { id } = await addStored()
    const before = await addSessions(id, BOUND)
    const begun = await signIn(id, before[7])
    const rest = before.filter((_, i) => i !== 7)
    expect((await findValid(id)).toSorted()).toEqual([...rest, begun].toSorted())
    expect(await findRevocations(id)).toEqual([])
  })

  it('that another one comes of stays, however long it was unused', async () => {
    const user = await addStored()
    const before = await addSessions(user.id, BOUND)
    const parent = await db().session.findUniqueOrThrow({ where: { id: before[0] ?? '' } })
    const begun = await openSession(user, client, { kind: 'bearer', parent })
    const expected = [before[0], ...before.slice(2), begun?.sessionId]
    expect((await findValid(user.id)).toSorted()).toEqual(expected.toSorted())
  })

  it('that have ended are forgotten, beyond the newest hundred', async () => {
    const { id } = await addStored()
    const before = await addSessions(id, BOUND + 5, hoursAgo(1))
    const begun = await signIn(id)
    const rows = await db().session.findMany({ where: { userId: id }, select: { id: true } })
    expect(rows.map(row => row.id).toSorted()).toEqual([...before.slice(5), begun].toSorted())
    expect(await findRevocations(id)).toEqual([])
  })
})
