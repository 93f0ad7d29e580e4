import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flushEvents } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { readPasswordStats } from '#lib/passwords/password.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { LIMITS } from './limits.ts'

const from = (address: string) => ({ address, agent: 'test', origin: '' })
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'ok',
    error => error.code,
  )

/** Tries `count` wrong passwords, 50 at a time. @returns how many of them were compared. */
async function guess(count: number, uid: (i: number) => string, address: (i: number) => string) {
  const { evaluated } = readPasswordStats()
  const codes = []
  // 64 passwords may wait to be hashed.
  for (let done = 0; done < count; done += 50) {
    const attempts = Array.from({ length: Math.min(50, count - done) }, (_, i) =>
      code(signInByCookie({ uid: uid(done + i), password: 'wrong' }, from(address(done + i)))),
    )
    codes.push(...(await Promise.all(attempts)))
  }
  const limited = codes.filter(code => code === 'limited').length
  expect(codes.filter(code => code === 'invalid_credentials')).toHaveLength(count - limited)
  expect(readPasswordStats().evaluated - evaluated).toBe(count - limited)
  return count - limited
}

// How attempts are counted on each engine: rate-limit.test.ts.
describe('limits of sign-in', () => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore('sqlite')
  })
  afterAll(() => stop())

  it('limits one uid from one address, however the uid is spelled', async () => {
    const { uid } = await addUser()
    const wide = uid.replace(/^u/, 'ｕ')
    const spellings = [uid, uid.toUpperCase(), wide]
    const judged = await guess(
      50,
      i => spellings[i % 3] ?? uid,
      () => '192.0.2.1',
    )
    expect(judged).toBe(LIMITS.signIn.points)
  })

  it('limits one address, whatever uid it tries, even text that cannot be a uid', async () => {
    const uid = (i: number) => (i % 10 === 0 ? 'no uid at all' : `nobody-${i}`)
    expect(await guess(150, uid, () => '192.0.2.2')).toBe(LIMITS.signInAddress.points)
  })

  it('a refused attempt uses up nothing of the budget of its address', async () => {
    const { uid } = await addUser()
    const judged = await guess(
      150,
      () => uid,
      () => '192.0.2.6',
    )
    expect(judged).toBe(LIMITS.signIn.points)
    const rest = LIMITS.signInAddress.points - judged
    const others = await guess(
      rest + 20,
      i => `neighbour-${i}`,
      () => '192.0.2.6',
    )
    expect(others).toBe(rest)
  })

  it('an attempt at a uid that has used up its budget uses up nothing of the budget of its address', async () => {
    await guess(
      LIMITS.signInUid.points,
      () => 'shut-to-all',
      i => `10.5.0.${i}`,
    )
    const judged = await guess(
      10,
      () => 'shut-to-all',
      () => '192.0.2.8',
    )
    expect(judged).toBe(0)
    const others = await guess(
      LIMITS.signInAddress.points + 20,
      i => `passer-by-${i}`,
      () => '192.0.2.8',
    )
    expect(others).toBe(LIMITS.signInAddress.points)
  })

  it.each(['known', 'unknown'])('limits one %s uid from any address', async which => {
    const uid = which === 'known' ? (await addUser()).uid : 'nobody-at-all'
    const block = which === 'known' ? 1 : 2
    const judged = await guess(
      250,
      () => uid,
      i => `10.${block}.0.${i}`,
    )
    expect(judged).toBe(LIMITS.signInUid.points)
  })

  it('a user under attack signs in where they were before, and from their browser', async () => {
    const { uid } = await addUser()
    const home = '2001:db8:7:7::1'
    const { sessionId } = await signInByCookie({ uid, password: PASSWORD }, from(home))
    await guess(
      LIMITS.signInUid.points,
      () => uid,
      i => `10.3.0.${i}`,
    )
    const attempt = (address: string, password = PASSWORD, session: string | null = null) =>
      code(signInByCookie({ uid, password }, from(address), session))
    expect(await attempt('10.4.0.1')).toBe('limited')
    expect(await attempt('2001:db8:7:7:aaaa::2')).toBe('ok')
    expect(await attempt('10.4.0.2', PASSWORD, sessionId)).toBe('ok')
    const { sessionId: foreign } = await signInByCookie(
      { uid: (await addUser()).uid, password: PASSWORD },
      from('10.4.0.3'),
    )
    expect(await attempt('10.4.0.4', PASSWORD, foreign)).toBe('limited')
    // The exemption opens the limit of the uid alone.
    const judged = await guess(
      30,
      () => uid,
      () => home,
    )
    expect(judged).toBe(LIMITS.signIn.points)
  })

  it('the audit event names a user who was tried, and quotes nothing else that was typed', async () => {
    const { id, uid } = await addUser()
    // The minute in which events are counted begins now.
    await flushEvents()
    for (const tried of [uid, 'hunter2-hunter2']) {
      await guess(
        LIMITS.signIn.points + 3,
        () => tried,
        () => '192.0.2.4',
      )
    }
    await flushEvents()
    const rows = await db().auditEvent.findMany({
      where: { result: 'limited' },
      orderBy: { id: 'asc' },
    })
    const atUser = rows.filter(row => row.targetId === id && row.targetUid === uid)
    expect(atUser.map(({ count }) => count)).toEqual([1, 2])
    expect(JSON.stringify(rows)).not.toContain('hunter2')
  })

  it('counting does not store what was typed as a uid', async () => {
    const uid = 'hunter3-hunter3'
    await guess(
      2,
      () => uid,
      () => '192.0.2.5',
    )
    const rows = await db().rateLimit.findMany()
    expect(
      rows.filter(({ key, points }) => /^signIn(Uid)?:/.test(key) && points === 2),
    ).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toMatch(/hunter/)
  })

  it('successes do not count, however many come at once', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => addUser()))
    for (let round = 0; round < 3; round++) {
      const codes = await Promise.all(
        Array.from({ length: 45 }, (_, i) =>
          code(
            signInByCookie(
              { uid: people[i % 3]?.uid ?? '', password: PASSWORD },
              from('192.0.2.3'),
            ),
          ),
        ),
      )
      expect(new Set(codes)).toEqual(new Set(['ok']))
    }
  })
})
