import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flushEvents } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import type { Client } from '#lib/http/client-address.ts'
import { readPasswordStats } from '#lib/passwords/password.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { addWord } from '../../e2e/fixtures/ways/add-word.ts'
import { makeWord } from '../../e2e/fixtures/ways/word/word-way.ts'
import type { WantedSignIn } from './conclude-step.ts'
import { continueSignIn } from './continue-sign-in.ts'
import { signIn } from './sign-in.ts'

let count = 0

describe.each(engines)('signing in by two factors on %s', engine => {
  let stop: () => Promise<void>
  let uid: string
  let userId: number
  let client: Client
  beforeAll(async () => {
    stop = await startStore(engine)
    addWord()
  }, 60_000)
  beforeEach(async () => {
    uid = `two${++count}`
    userId = (await addUser({ uid })).id
    client = { address: newAddress(), agent: 'test', origin: '' }
  })
  afterAll(() => stop())

  const begin = async (wanted: WantedSignIn = { kind: 'cookie' }) => {
    const refusal = await signIn({ uid, password: PASSWORD }, client, wanted).catch(error => error)
    expect(refusal).toMatchObject({ status: 401, code: 'second_factor_required' })
    return String(refusal.body.auth_session)
  }
  const goOn = (
    secret: string,
    code: string | undefined = makeWord(uid),
    wanted: WantedSignIn = { kind: 'cookie' },
  ) => continueSignIn(secret, { code }, client, wanted)
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'ok',
      error => error.code,
    )
  const listSessions = () => db().session.findMany({ where: { userId } })
  const listEvents = async () => {
    await flushEvents()
    const rows = await db().auditEvent.findMany({
      where: { OR: [{ actorId: userId }, { targetId: userId }], action: { startsWith: 'sign_in' } },
      orderBy: { id: 'asc' },
    })
    return rows.map(({ action, result, detail }) => [action, result, JSON.parse(detail)])
  }

  it('the right password asks for the second factor, and begins no session', async () => {
    const refusal = await signIn({ uid, password: PASSWORD }, client, { kind: 'cookie' }).catch(
      error => error,
    )
    expect(refusal.body).toEqual({
      message: 'Prove in a second way who you are.',
      error: 'Unauthorized',
      code: 'second_factor_required',
      data: null,
      auth_session: expect.stringMatching(/^[\w-]{43}$/),
      ways: ['word'],
    })
    expect(refusal.question).toMatchObject({ field: 'code', label: 'Your word' })
    expect(await listSessions()).toEqual([])
    const [row] = await db().ceremony.findMany({ where: { userId } })
    expect(JSON.stringify(row)).not.toContain(refusal.body.auth_session)
    const minutes = (Number(row?.expiresAt) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(9)
    expect(minutes).toBeLessThanOrEqual(10)
    expect(await listEvents()).toEqual([['sign_in_step', 'ok', { way: 'password' }]])
  })

  it('the second factor starts the session, which says by what and when', async () => {
    const before = Date.now()
    const { session, user } = await goOn(await begin())
    expect(user).toMatchObject({ id: userId, uid, lastSignInAt: session.startedAt })
    expect(Object.keys(user)).not.toContain('version')
    const [row] = await listSessions()
    expect(row).toMatchObject({ id: session.sessionId, amr: 'pwd otp', kind: 'cookie' })
    const times = JSON.parse(String(row?.proofs))
    expect(Object.keys(times)).toEqual(['pwd', 'otp'])
    expect(Date.parse(times.pwd)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(times.otp)).toBeGreaterThanOrEqual(Date.parse(times.pwd))
    expect(await db().ceremony.count({ where: { userId } })).toBe(0)
    expect(await listEvents()).toEqual([
      ['sign_in_step', 'ok', { way: 'password' }],
      ['sign_in', 'ok', { amr: 'pwd otp' }],
    ])
  })

  it('a password alone keeps what it proved, and when', async () => {
    const one = await addUser()
    const { session } = await signIn({ uid: one.uid, password: PASSWORD }, client, {
      kind: 'cookie',
    })
    const row = await db().session.findUniqueOrThrow({ where: { id: session.sessionId } })
    expect(row.amr).toBe('pwd')
    expect(Object.keys(JSON.parse(row.proofs))).toEqual(['pwd'])
    expect(await db().ceremony.count({ where: { userId: one.id } })).toBe(0)
  })

  it('a wrong password is answered as that of anybody, and as that of nobody', async () => {
    const { evaluated } = readPasswordStats()
    const others = [uid, (await addUser()).uid, 'nobody']
    const { evaluated: added } = readPasswordStats()
    expect(added).toBe(evaluated + 1)
    const bodies = []
    for (const name of others) {
      const refusal = await signIn({ uid: name, password: 'wrong' }, client, {
        kind: 'cookie',
      }).catch(error => error)
      bodies.push([refusal.status, refusal.body, refusal.headers])
    }
    expect(bodies[1]).toEqual(bodies[0])
    expect(bodies[2]).toEqual(bodies[0])
    expect(readPasswordStats().evaluated).toBe(added + 3)
    expect(await db().ceremony.count({ where: { userId } })).toBe(0)
  })

  it('a wrong second factor starts nothing, is recorded, and can be tried again', async () => {
    const secret = await begin()
    expect(await codeOf(goOn(secret, 'wrong'))).toBe('second_factor_wrong')
    expect(await listSessions()).toEqual([])
    expect(await codeOf(goOn(secret))).toBe('ok')
    expect(await listEvents()).toContainEqual(['sign_in', 'refused', { reason: 'second_factor' }])
  })

  it('an answer that is missing is no attempt', async () => {
    const secret = await begin()
    for (let i = 0; i < 12; i++) {
      const refusal = await goOn(secret, '').catch(error => error)
      expect(refusal).toMatchObject({ status: 400, errors: [{ path: 'code' }] })
    }
    expect(
      await codeOf(continueSignIn(secret, { password: PASSWORD }, client, { kind: 'cookie' })),
    ).toBe('invalid_input')
    expect(await codeOf(goOn(secret))).toBe('ok')
  })

  it('ten wrong ones, in several ceremonies at once, are all', async () => {
    const secrets = [await begin(), await begin()]
    const guesses = Array.from({ length: 14 }, (_, i) => codeOf(goOn(String(secrets[i % 2]), 'no')))
    const codes = await Promise.all(guesses)
    expect(codes.filter(code => code === 'second_factor_wrong')).toHaveLength(10)
    expect(codes.filter(code => code === 'limited')).toHaveLength(4)
    expect(await codeOf(goOn(String(secrets[0])))).toBe('limited')
  })

  it('a right one forgets the wrong ones before it', async () => {
    for (let round = 0; round < 2; round++) {
      const secret = await begin()
      for (let i = 0; i < 9; i++) await codeOf(goOn(secret, 'no'))
      expect(await codeOf(goOn(secret))).toBe('ok')
    }
  })

  it('no more than twenty are begun and left', async () => {
    for (let i = 0; i < 20; i++) await begin()
    const more = signIn({ uid, password: PASSWORD }, client, { kind: 'cookie' })
    expect(await codeOf(more)).toBe('limited')
    expect(await db().ceremony.count({ where: { userId } })).toBe(20)
  })

  it('made-up ones are limited by address', async () => {
    for (let i = 0; i < 100; i++) expect(await codeOf(goOn('made-up'))).toBe('invalid_session')
    expect(await codeOf(goOn('made-up'))).toBe('limited')
  })

  it('one ceremony starts one session, however often it is sent', async () => {
    const secret = await begin()
    const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(goOn(secret))))
    expect(codes.filter(code => code === 'ok')).toHaveLength(1)
    expect(await listSessions()).toHaveLength(1)
    expect(await codeOf(goOn(secret))).toBe('invalid_session')
  })

  it('the session that the browser had before ends with the new one, not sooner', async () => {
    const before = await goOn(await begin())
    const wanted = { kind: 'cookie', replaces: before.session.sessionId } as const
    const secret = await begin(wanted)
    const live = () => db().session.count({ where: { userId, revokedAt: null } })
    expect(await live()).toBe(1)
    await goOn(secret, makeWord(uid), wanted)
    const [old] = await db().session.findMany({ where: { id: before.session.sessionId } })
    expect(old?.revokedAt).not.toBeNull()
    expect(await live()).toBe(1)
  })
})
