import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, cookie, type Header, send } from '../../fixtures/client.ts'
import {
  expectCookieExpired,
  expectJson,
  expectProblem,
  INVALID,
  MISSING,
} from '../../fixtures/expectations.ts'
import { createMember, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let lex: Person
beforeAll(async () => {
  lex = await createMember(host, {
    name: 'Alexander Bell',
    dob: '1947-03-03',
    email: 'lex@example.org',
  })
})

describe.each(['/api/id', '/api/id/', '/api/id?ignored=1'])('GET %s', path => {
  it.each([['cookie', cookie] as const, ['Bearer', bearer] as const])(
    "200: the viewer's own user, by %s",
    async (_, carry) => {
      const answer = await send(host, { path, headers: [carry(lex.token)] })
      expectJson(answer, 200)
      expect(answer.json()).toMatchObject({
        id: lex.id,
        uid: lex.uid,
        name: 'Alexander Bell',
        role: 'User',
        email: 'lex@example.org',
        dob: '1947-03-03',
        age: ageOf(1947, 2, 3),
        access: ['rw'],
      })
      expect(answer.json()).toHaveProperty('pfp')
      expect(answer.text).not.toMatch(/password|hash|\$2/i)
      expect(answer.all('set-cookie')).toEqual([])
    },
  )

  it('401: no token', async () => {
    expectProblem(await send(host, { path }), 401, MISSING)
  })

  it('401: a token that is none', async () => {
    const answer = await send(host, { path, headers: [cookie('none')] })
    expectProblem(answer, 401, INVALID)
    expectCookieExpired(answer)
  })
})

it.each([
  ['another scheme', 'Basic dG9ieTp0b2J5'],
  ['the scheme alone', 'Bearer'],
  ['a scheme that only begins so', 'BearerX abc'],
])('401: Authorization with %s', async (_, value) => {
  const answer = await send(host, { path: '/api/id', headers: [['Authorization', value]] })
  expect(answer.status).toBe(401)
})

it.each([
  ['among others', (token: string) => `theme=dark; jwt=${token}; lang=en`],
  ['after broken ones', (token: string) => `=; ;;x; %zz=%; "=";jwt=${token}`],
  ['before one of the same name', (token: string) => `jwt=${token}; jwt=other`],
  ['after one of the same name', (token: string) => `jwt=old; jwt=${token}`],
  ['after one that was removed', (token: string) => `jwt=; jwt=${token}`],
  ['after four of the same name', (token: string) => `jwt=1; jwt=2; jwt=3; jwt=4; jwt=${token}`],
])('200: the cookie stands %s', async (_, line) => {
  const answer = await send(host, { path: '/api/id', headers: [['Cookie', line(lex.token)]] })
  expectJson(answer, 200)
})

it('200: after the cookie of a session that has ended', async () => {
  const ended = await signIn(host, lex)
  const out = { method: 'DELETE', path: '/api/authenticate', headers: [cookie(ended)] }
  expect((await send(host, out)).status).toBe(200)
  const headers: Header[] = [['Cookie', `jwt=${ended}; jwt=${lex.token}`]]
  expectJson(await send(host, { path: '/api/id', headers }), 200)
})

it('401: after five of the same name nothing is looked at', async () => {
  const others = Array.from({ length: 5 }, (_, i) => `jwt=${i}`).join('; ')
  const headers: Header[] = [['Cookie', `${others}; jwt=${lex.token}`]]
  expectProblem(await send(host, { path: '/api/id', headers }), 401, INVALID)
})

it.each(['JWT', 'jwt2', 'xjwt', '__Host-jwt', 'jwt_python_flask'])(
  '401: a cookie named %s',
  async name => {
    const answer = await send(host, {
      path: '/api/id',
      headers: [['Cookie', `${name}=${lex.token}`]],
    })
    expectProblem(answer, 401, MISSING)
  },
)

it('401: a token in the URL is no token', async () => {
  const path = `/api/id?jwt=${lex.token}&access_token=${lex.token}`
  expectProblem(await send(host, { path }), 401, MISSING)
})

function ageOf(year: number, month: number, day: number): number {
  const today = new Date()
  const before = today.getMonth() < month || (today.getMonth() === month && today.getDate() < day)
  return today.getFullYear() - year - (before ? 1 : 0)
}
