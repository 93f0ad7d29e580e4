import { expect, it } from 'vitest'
import { bearer, cookie, send } from '../../fixtures/client.ts'
import { expectJson, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { createMember, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const PATH = '/api/id/export'

const host = await requestHost()

it('200: all about oneself, as a file', async () => {
  const email = 'grace@example.org'
  const member = await createMember(host, { email, dob: '1906-12-09' })
  const again = await signIn(host, member)
  const answer = await send(host, { path: PATH, headers: [cookie(again)] })
  expectJson(answer, 200)
  expect(answer.one('content-disposition')).toBe(
    `attachment; filename="latchkey-${member.uid}.json"`,
  )
  const data = answer.json<{ user: { createdAt: string } }>()
  expect(data).toEqual({
    exportedAt: expect.any(String),
    user: {
      id: member.id,
      uid: member.uid,
      name: member.name,
      role: 'User',
      disabled: false,
      email,
      emailVerified: false,
      dob: '1906-12-09',
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      lastSignInAt: expect.any(String),
    },
    passwordChangedAt: expect.any(String),
    passwordResets: [],
    mailed: [],
    mails: [],
    consents: [],
    picture: null,
    sessions: [
      expect.objectContaining({ id: decodeToken(again).payload.sid, current: true }),
      expect.objectContaining({ id: decodeToken(member.token).payload.sid, current: false }),
    ],
    activity: expect.arrayContaining([
      expect.objectContaining({ action: 'own_export', by: 'you' }),
      expect.objectContaining({ action: 'sign_in', result: 'ok', by: 'you' }),
      expect.objectContaining({ action: 'sign_up', by: 'nobody' }),
    ]),
  })
  expect(Date.parse(data.user.createdAt)).toBeGreaterThan(Date.now() - 600_000)
})

it('200: neither hash nor token, and nothing of others', async () => {
  const stranger = await createMember(host)
  const member = await createMember(host)
  const { text } = await send(host, { path: PATH, headers: [bearer(member.token)] })
  expect(text).not.toMatch(/\$2[aby]?[,$]|bcrypt|hash/i)
  const secrets = [member.password, ...member.token.split('.').slice(1)]
  for (const other of [...secrets, stranger.uid]) expect(text).not.toContain(other)
})

it('200: an administrator gets their own too', async () => {
  const answer = await send(host, { path: PATH, headers: [bearer(host.adminToken)] })
  expectJson(answer, 200)
  expect(answer.json()).toMatchObject({ user: { uid: 'admin', role: 'Admin' } })
})

it('401: no token', async () => {
  expectProblem(await send(host, { path: PATH }), 401, MISSING)
})

it('405', async () => {
  const answer = await send(host, {
    method: 'POST',
    path: PATH,
    headers: [bearer(host.adminToken)],
  })
  expectProblem(answer, 405)
  expect(answer.one('allow')).toBe('GET, HEAD, OPTIONS')
})
