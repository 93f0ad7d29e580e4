import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flushEvents } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Client } from '#lib/http/client-address.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { listStatements } from '../../e2e/fixtures/count-queries.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { startUnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { beginSignInByMail } from './begin-by-mail.ts'
import type { WantedSignIn } from './conclude-step.ts'
import { continueSignIn } from './continue-sign-in.ts'

const WRONG = 'AAAA-AAAA'
const COOKIE = { kind: 'cookie' } as const
let count = 0

describe.each(engines)('signing in by the code of a mail on %s', engine => {
  let stop: () => Promise<void>
  let mail: Awaited<ReturnType<typeof startUnitMail>>
  let user: { id: number; uid: string }
  let email: string
  let client: Client
  beforeAll(async () => {
    stop = await startStore(engine)
    mail = await startUnitMail()
  }, 60_000)
  beforeEach(async () => {
    env().mailSignIn = true
    email = `mailed${++count}@example.org`
    user = await addUser({ email, emailVerified: true })
    client = { address: newAddress(), agent: 'test', origin: '' }
  })
  afterAll(async () => {
    env().mailSignIn = false
    await mail.stop()
    await stop()
  })

  const ask = (identifier = user.uid, wanted: WantedSignIn = COOKIE) =>
    beginSignInByMail(identifier, { ...client, address: newAddress() }, wanted)
  /** Asks and reads the mail. */
  const begin = async (identifier?: string, wanted?: WantedSignIn) => {
    let secret = ''
    const { code, to, link, text } = await mail.receiveOne(async () => {
      secret = (await ask(identifier, wanted)).authSession
    })
    return { secret, code, to, link, text }
  }
  const goOn = (
    secret: string,
    code: string | undefined,
    { as = client, wanted = COOKIE as WantedSignIn } = {},
  ) => continueSignIn(secret, { code }, { ...as, address: newAddress() }, wanted)
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'ok',
      error => error.code,
    )

  it('takes the code, named by user ID or address, and the session says by what', async () => {
    for (const identifier of [user.uid, user.uid.toUpperCase(), email, email.toUpperCase()]) {
      const { secret, code, to, link, text } = await begin(identifier)
      expect([to, link]).toEqual([email, ''])
      expect(text).toContain('Give it to nobody')
      const { session, user: signedIn } = await goOn(secret, ` ${code.toLowerCase()} `)
      expect(signedIn).toMatchObject({ id: user.id, uid: user.uid })
      const row = await db().session.findUniqueOrThrow({ where: { id: session.sessionId } })
      expect(row).toMatchObject({ amr: 'mca', kind: 'cookie' })
      expect(Object.keys(JSON.parse(row.proofs))).toEqual(['mca'])
      expect(await codeOf(goOn(secret, code))).toBe('invalid_session')
    }
    await flushEvents()
    const events = await db().auditEvent.findMany({ where: { actorId: user.id } })
    expect(events.filter(({ action }) => action === 'sign_in')).toMatchObject(
      Array(4).fill({ result: 'ok', detail: '{"amr":"mca"}' }),
    )
  })

  it('mails nobody else, whose sign-in takes the same wrong codes with the same answers', async () => {
    const typed = await addUser({ email: `typed${count}@example.org` })
    const disabled = await addUser({ email: `off${count}@example.org`, emailVerified: true })
    await db().user.update({ where: { id: disabled.id }, data: { disabled: true } })
    const names = [typed.uid, `typed${count}@example.org`, disabled.uid, 'nobody', 'no user ID']
    const tell = async (identifier: string) => {
      const { authSession, question } = await ask(identifier)
      expect(authSession).toMatch(/^[\w-]{43}$/)
      const answers = []
      for (let i = 0; i < 7; i++) {
        const refusal = await goOn(authSession, WRONG).catch(error => error)
        answers.push([refusal.status, refusal.body, refusal.headers])
      }
      return { question, answers }
    }
    const known = await tell(user.uid)
    expect(known.answers.map(([status, { code }]) => `${status} ${code}`)).toEqual([
      ...Array(5).fill('401 second_factor_wrong'),
      ...Array(2).fill('401 invalid_session'),
    ])
    await mail.settle()
    const mails = await mail.receive(async () => {
      for (const name of names) expect(await tell(name)).toEqual(known)
    })
    expect(mails).toEqual([])
  })

  it('costs as many statements until the answer, and at a wrong code, whoever it is', async () => {
    const asked = []
    const tried = []
    for (const name of [user.uid, 'unknown', (await addUser()).uid]) {
      let secret = ''
      asked.push(
        await listStatements(async () => {
          secret = (await ask(name)).authSession
        }),
      )
      await mail.settle()
      await flushEvents()
      tried.push(await listStatements(() => codeOf(goOn(secret, WRONG))))
      await flushEvents()
    }
    for (const list of asked) expect(list).toEqual(asked[0])
    // The event is written beside the answer.
    const writes = tried.map(list => list.filter(text => text !== 'INSERT AuditEvent'))
    for (const list of writes) expect(list).toEqual(writes[0])
    expect(writes[0]).toContain('UPDATE Ticket')
  })

  it('is for the browser or program that has asked, and for its own code', async () => {
    const { secret, code } = await begin()
    const mine = await begin()
    for (const differs of [
      { as: { ...client, agent: 'other' } },
      { as: { ...client, origin: 'https://evil.example' } },
      { wanted: { kind: 'bearer' } as const },
      { wanted: { kind: 'cookie', onPage: true } as const },
      { wanted: { kind: 'cookie', jkt: 'other' } as const },
    ]) {
      expect(await codeOf(goOn(secret, code, differs))).toBe('invalid_session')
    }
    // Whoever begins a sign-in for somebody else is not let in by the code that they ask for themselves.
    expect(await codeOf(goOn(secret, mine.code))).toBe('second_factor_wrong')
    expect(await codeOf(goOn(secret, code))).toBe('ok')
    expect(await codeOf(goOn(mine.secret, mine.code))).toBe('ok')
  })

  it('starts one session, however often the code is sent', async () => {
    const { secret, code } = await begin()
    const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(goOn(secret, code))))
    expect(codes.filter(one => one === 'ok')).toHaveLength(1)
    expect(await db().session.count({ where: { userId: user.id } })).toBe(1)
  })

  it('of 20 parallel wrong codes five are compared', async () => {
    const { secret, code } = await begin()
    await Promise.all(Array.from({ length: 20 }, () => codeOf(goOn(secret, WRONG))))
    expect(await codeOf(goOn(secret, code))).toBe('invalid_session')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['ten minutes', () => db().ticket.updateMany({ data: { expiresAt: new Date() } })],
    [
      'their being disabled',
      () => db().user.update({ where: { id: user.id }, data: { disabled: true } }),
    ],
    [
      'a change of theirs, such as of the password',
      () => db().user.update({ where: { id: user.id }, data: { version: 'another' } }),
    ],
    ['their deletion', () => db().user.delete({ where: { id: user.id } })],
    [
      'the end of MAIL_SIGN_IN',
      async () => {
        env().mailSignIn = false
      },
    ],
  ])('is over after %s', async (_, act) => {
    const { secret, code } = await begin()
    await act()
    expect(await codeOf(goOn(secret, code))).toBe('invalid_session')
    expect(await db().session.count({ where: { userId: user.id } })).toBe(0)
  })

  it('a missing code is no try', async () => {
    const { secret, code } = await begin()
    for (let i = 0; i < 7; i++) expect(await codeOf(goOn(secret, undefined))).toBe('invalid_input')
    expect(await codeOf(goOn(secret, code))).toBe('ok')
  })

  it('mails ten codes an hour to one user, answers the same then, and the last stays good', async () => {
    let last = await begin()
    for (let i = 0; i < 9; i++) last = await begin(i % 2 ? email : user.uid)
    expect(await mail.receive(() => ask())).toEqual([])
    expect(await codeOf(goOn(last.secret, last.code))).toBe('ok')
  })

  it('is 404 where it is off, and 429 for an address that asks too often', async () => {
    env().mailSignIn = false
    await expect(ask()).rejects.toMatchObject({ status: 404, code: 'mail_sign_in_off' })
    env().mailSignIn = true
    for (let i = 0; i < 100; i++) await beginSignInByMail('nobody', client, COOKIE)
    await expect(beginSignInByMail(user.uid, client, COOKIE)).rejects.toMatchObject({ status: 429 })
  })
})
