import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flushEvents } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { listStatements } from '../../e2e/fixtures/count-queries.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser } from '../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { addClaimant, type Claimant, readCode, WRONG } from './by-mail.fixture.ts'

describe.each(engines)('signing in by the code of a mail on %s', engine => {
  let mail: UnitMail
  let claimant: Claimant
  beforeAll(async () => {
    mail = await startUnitMail(engine)
  })
  beforeEach(async () => {
    env().mailSignIn = true
    claimant = await addClaimant(mail)
  })
  afterAll(async () => {
    env().mailSignIn = false
    await mail.stop()
  })

  it('takes the code, named by user ID or address, and the session says by what', async () => {
    const { user, email, begin, goOn } = claimant
    for (const identifier of [user.uid, user.uid.toUpperCase(), email, email.toUpperCase()]) {
      const { secret, code, to, link, text } = await begin(identifier)
      expect([to, link]).toEqual([email, ''])
      expect(text).toContain('Give it to nobody')
      const { session, user: signedIn } = await goOn(secret, ` ${code.toLowerCase()} `)
      expect(signedIn).toMatchObject({ id: user.id, uid: user.uid })
      const row = await db().session.findUniqueOrThrow({ where: { id: session.sessionId } })
      expect(row).toMatchObject({ amr: 'mca', kind: 'cookie' })
      expect(Object.keys(JSON.parse(row.proofs))).toEqual(['mca'])
      expect(await readCode(goOn(secret, code))).toBe('invalid_session')
    }
    await flushEvents()
    const events = await db().auditEvent.findMany({ where: { actorId: user.id } })
    expect(events.filter(({ action }) => action === 'sign_in')).toMatchObject(
      Array(4).fill({ result: 'ok', detail: '{"amr":"mca"}' }),
    )
  })

  it('mails nobody else, whose sign-in takes the same wrong codes with the same answers', async () => {
    const { user, ask, goOn } = claimant
    const typed = await addUser({ email: 'typed-only@example.org' })
    const disabled = await addUser({ email: 'off@example.org', emailVerified: true })
    await db().user.update({ where: { id: disabled.id }, data: { disabled: true } })
    const names = [typed.uid, 'typed-only@example.org', disabled.uid, 'nobody', 'no user ID']
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
    const { user, ask, goOn } = claimant
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
      tried.push(await listStatements(() => readCode(goOn(secret, WRONG))))
      await flushEvents()
    }
    for (const list of asked) expect(list).toEqual(asked[0])
    // The event is written beside the answer.
    const writes = tried.map(list => list.filter(text => text !== 'INSERT AuditEvent'))
    for (const list of writes) expect(list).toEqual(writes[0])
    expect(writes[0]).toContain('UPDATE Ticket')
  })

  it('is for the browser or program that has asked, and for its own code', async () => {
    const { client, begin, goOn } = claimant
    const { secret, code } = await begin()
    const mine = await begin()
    for (const differs of [
      { as: { ...client, agent: 'other' } },
      { as: { ...client, origin: 'https://evil.example' } },
      { wanted: { kind: 'bearer' } as const },
      { wanted: { kind: 'cookie', onPage: true } as const },
      { wanted: { kind: 'cookie', jkt: 'other' } as const },
    ]) {
      expect(await readCode(goOn(secret, code, differs))).toBe('invalid_session')
    }
    // Whoever begins a sign-in for somebody else is not let in by the code that they ask for themselves.
    expect(await readCode(goOn(secret, mine.code))).toBe('second_factor_wrong')
    expect(await readCode(goOn(secret, code))).toBe('ok')
    expect(await readCode(goOn(mine.secret, mine.code))).toBe('ok')
  })
})
