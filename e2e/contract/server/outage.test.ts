import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, type Call, send } from '../../fixtures/client.ts'
import { runWithoutSessions } from '../../fixtures/database.ts'
import { expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { createMember, makeUserInput, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

describe('while a table of the database is gone', () => {
  let member: Person
  beforeAll(async () => {
    member = await createMember(host)
  })

  const json = (method: string, path: string, value: unknown): Call => ({
    method,
    path,
    headers: [bearer(member.token), ['Content-Type', 'application/json']],
    body: JSON.stringify(value),
  })

  it.each([
    ['GET /api/id', () => ({ path: '/api/id', headers: [bearer(member.token)] })],
    ['GET /api/users', () => ({ path: '/api/users', headers: [bearer(member.token)] })],
    [
      'signing in',
      () => json('POST', '/api/authenticate', { uid: member.uid, password: member.password }),
    ],
    ['signing out', () => json('DELETE', '/api/authenticate', {})],
    ['DELETE /api/users', () => json('DELETE', '/api/users', { uid: member.uid })],
  ])('500: %s says nothing of what broke', async (_, call) => {
    const answer = await runWithoutSessions(host, () => send(host, call()))
    expectProblem(answer, 500)
    expect(answer.text).not.toMatch(
      /prisma|sqlite|postgres|session|table|relation|select|\.ts|at /i,
    )
    expect(answer.all('set-cookie')).toEqual([])
  })

  it('who needs no session is still answered', async () => {
    await runWithoutSessions(host, async () => {
      expectProblem(await send(host, { path: '/api/id' }), 401, MISSING)
      expectProblem(await send(host, { path: '/api/nowhere' }), 404)
    })
  })

  it('when the table is back, everything works as before', async () => {
    await runWithoutSessions(host, () =>
      send(host, { path: '/api/id', headers: [bearer(member.token)] }),
    )
    const answer = await send(host, { path: '/api/id', headers: [bearer(member.token)] })
    expect(answer.status).toBe(200)
    await signIn(host, await createMember(host, makeUserInput()))
  })
})
