import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, origin, postJson, send } from '../../fixtures/client.ts'
import { expectInvalid, expectJson, expectProblem } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import { createMember, makeUid, makeUserInput, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

type Created = { id: number; uid: string; access: string[] }

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

describe.each(['/api/users', '/api/users/', '/api/user', '/api/user/'])('POST %s', path => {
  it('201: the new user, where they are, and no session', async () => {
    const input = makeUserInput({ email: 'grace@example.org', dob: '1906-12-09' })
    const answer = await postJson(host, path, input)
    expectJson(answer, 201)
    expect(answer.json()).toMatchObject({ uid: input.uid, name: input.name, role: 'User' })
    expect(answer.one('location')).toMatch(new RegExp(`/api/users/${input.uid}$`))
    expect(answer.all('set-cookie')).toEqual([])
    expect(answer.text).not.toMatch(/password|hash|\$2[aby]?\$/i)
    await signIn(host, input)
  })

  it.each([
    ['the same uid', (uid: string) => uid],
    ['the uid in another case', (uid: string) => uid.toUpperCase()],
  ])('409: %s', async (_, respell) => {
    expectInvalid(
      await postJson(host, path, makeUserInput({ uid: respell(member.uid) })),
      ['uid'],
      409,
    )
  })

  it.each([
    ['no body', undefined],
    ['broken JSON', '{"uid":'],
    ['an array', '[]'],
    ['a string', '"toby"'],
    ['null', 'null'],
  ])('400: %s', async (_, body) => {
    const headers = [['Content-Type', 'application/json']] as const
    const call = { method: 'POST', path, headers, ...(body !== undefined && { body }) }
    expectProblem(await send(host, call), 400)
  })
})

it('400: names every field that is missing, and no other', async () => {
  const answer = await postJson(host, '/api/users', {})
  expectJson(answer, 400)
  const errors = answer.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)
  expect(errors.toSorted()).toEqual(['name', 'password', 'uid'])
})

it.each([
  ['nobody', () => []],
  ['a member', () => [bearer(member.token)]],
])('403: %s may not choose a role', async (_, headers) => {
  for (const role of ['Admin', 'Editor']) {
    const input = makeUserInput({ role })
    expectProblem(await postJson(host, '/api/users', input, headers()), 403)
    // Refused, not made without the role.
    const { uid, password } = input
    expect((await postJson(host, '/api/authenticate', { uid, password })).status).toBe(401)
  }
})

it.each(['admin', ' Admin', 'EDITOR', null, true, ['Admin'], { $ne: 1 }])(
  '400: nobody may choose the role %j',
  async role => {
    expectInvalid(await postJson(host, '/api/users', makeUserInput({ role })), ['role'])
  },
)

it('201: the role that everybody gets may be named', async () => {
  const answer = await postJson(host, '/api/users', makeUserInput({ role: 'User' }))
  expectJson(answer, 201)
  expect(answer.json()).toMatchObject({ role: 'User' })
  expect(answer.json()).not.toHaveProperty('ignored')
})

it.each(['student', 'Teacher', 'Root', ''])(
  '201: a sign-up with the role %j, which is none of ours, gets the default, and is told so',
  async role => {
    const input = makeUserInput({ role })
    const answer = await postJson(host, '/api/user', input)
    expectJson(answer, 201)
    expect(answer.json()).toMatchObject({ uid: input.uid, role: 'User', ignored: ['role'] })
    await signIn(host, input)
  },
)

it('201: what the sign-up page of the Flask backend sends', async () => {
  const input = makeUserInput({
    role: 'student',
    sid: '1234567',
    school: 'Del Norte',
    email: 'grace@example.org',
    kasm_server_needed: false,
  })
  const answer = await postJson(host, '/api/user', input, [origin(PAGES)])
  expectJson(answer, 201)
  expect(answer.json()).toMatchObject({
    role: 'User',
    email: 'grace@example.org',
    ignored: ['role', 'sid', 'school', 'kasm_server_needed'],
  })
})

it.each(['Admin', 'Editor', 'User'])('201: an administrator may: %s', async role => {
  const input = makeUserInput({ role })
  const answer = await postJson(host, '/api/users', input, [bearer(host.adminToken)])
  expectJson(answer, 201)
  expect(answer.json()).toMatchObject({ uid: input.uid, role, access: ['rw'] })
})

it.each(['Root', '', 'admin', null, true, ['Admin'], { $ne: 1 }])(
  '400: an administrator may not invent the role %j',
  async role => {
    const headers = [bearer(host.adminToken)]
    expectInvalid(await postJson(host, '/api/users', makeUserInput({ role }), headers), ['role'])
  },
)

it('201: unknown keys are ignored, and named up to a bound', async () => {
  const odd = { id: 1, access: ['rw'], hash: 'x', disabled: true, createdAt: 0, sessions: {} }
  const input = makeUserInput(odd)
  const answer = await postJson(host, '/api/users', input)
  expectJson(answer, 201)
  expect(answer.json<Created>().id).not.toBe(1)
  expect(answer.json()).toMatchObject({ ignored: Object.keys(odd) })
  await signIn(host, input)
  const names = Array.from({ length: 50 }, (_, i) => `${i}`.padEnd(200, 'x'))
  const long = makeUserInput(Object.fromEntries(names.map(name => [name, 1])))
  const { ignored } = (await postJson(host, '/api/users', long)).json<{ ignored: string[] }>()
  expect(ignored).toEqual(names.slice(0, 20).map(name => name.slice(0, 64)))
})

it('a __proto__ in the body gives nobody a role', async () => {
  const input = JSON.stringify(makeUserInput()).replace('{', '{"__proto__":{"role":"Admin"},')
  const headers = [['Content-Type', 'application/json']] as const
  const answer = await send(host, { method: 'POST', path: '/api/users', headers, body: input })
  expect([201, 400, 403]).toContain(answer.status)
  if (answer.status === 201) expect(answer.json().role).toBe('User')
  expect((await postJson(host, '/api/users', makeUserInput())).json().role).toBe('User')
})

it('201: from an allowed origin, which may read where the user is', async () => {
  const answer = await postJson(host, '/api/users', makeUserInput(), [origin(PAGES)])
  expectJson(answer, 201)
  expect(answer.one('access-control-expose-headers')).toContain('Location')
})

it('of parallel sign-ups of one uid, exactly one is made', async () => {
  for (let round = 0; round < 3; round++) {
    const uid = makeUid()
    const spellings = Array.from({ length: 10 }, (_, i) => (i % 2 ? uid : uid.toUpperCase()))
    const answers = await Promise.all(
      spellings.map(spelt => postJson(host, '/api/users', makeUserInput({ uid: spelt }))),
    )
    const made = answers.filter(answer => answer.status === 201)
    expect(made).toHaveLength(1)
    for (const answer of answers) if (answer !== made[0]) expectInvalid(answer, ['uid'], 409)
  }
})
