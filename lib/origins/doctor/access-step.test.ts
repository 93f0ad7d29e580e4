import { expect, test } from 'vitest'
import type { Access } from '#lib/cors/access.ts'
import { makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { cookie, PAGES, server } from './diagnose.fixture.ts'
import { diagnose } from './doctor.ts'
import { Question } from './question.ts'

const ask = (access: Access, passwords: boolean, asked: Record<string, string> = {}) => {
  const own = makeOwnSettings({
    corsOrigins: [PAGES],
    corsAccess: access,
    corsPasswords: passwords,
  })
  const subject = { policy: buildCorsPolicy(own), server, cookie }
  return diagnose(Question.parse({ origin: PAGES, ...asked }), subject)
}
const lastOf = ({ steps }: ReturnType<typeof ask>) => steps.at(-1)

test.each<[Access, boolean, RegExp]>([
  ['users', false, /"users".* list of users\. They may not take passwords: /],
  ['users', true, /"users".* list of users\. They may take passwords\.$/],
  ['administration', true, /"administration".* as an administrator too\./],
])('says what pages with %s may do (passwords: %s)', (access, passwords, cause) => {
  const last = lastOf(ask(access, passwords))
  expect(last).toMatchObject({ id: 'access', ok: true, side: 'server' })
  expect(last?.cause).toMatch(cause)
})

test('is red where the page may not read the list that it calls, though it reads the refusal', () => {
  const found = ask('account', false)
  expect(lastOf(found)).toMatchObject({
    id: 'access',
    ok: false,
    lines: ['HTTP/1.1 403 Forbidden'],
    fix: { href: '/origins' },
  })
  expect(found.readable).toBe(true)
  expect(found.summary).toBe(
    'It does not work: the page may read answers, but the server refuses it the list of users.',
  )
  // A sign-up needs nothing more.
  expect(lastOf(ask('account', false, { method: 'POST' }))).toMatchObject({
    id: 'access',
    ok: true,
  })
})

test.each([{ origin: server.origin }, { origin: 'https://unknown.example' }])(
  'is no step of a call from %j',
  asked => {
    expect(ask('users', true, asked).steps.map(({ id }) => id)).not.toContain('access')
  },
)
