import { beforeAll, expect, it } from 'vitest'
import { type Answer, bearer, cookie, origin, send } from '../../fixtures/client.ts'
import { expectInvalid, expectProblem } from '../../fixtures/expectations.ts'
import { ALLOWED_ORIGINS, buildOwnOrigin, LOCAL_PAGES, PAGES } from '../../fixtures/host.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/cors/check'
const EVIL = 'https://evil.example'

type Told = {
  summary: string
  reached: boolean
  readable: boolean
  steps: { id: string; ok: boolean; lines: string[]; fix?: { label: string; href?: string } }[]
}
const cors = (answer: Answer) => answer.headers.filter(([name]) => name.startsWith('access-'))
const ANYONE = [['access-control-allow-origin', '*']]

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})
const admin = bearer(host.adminToken)

it('200: an administrator asks about any origin', async () => {
  const query = `?origin=${encodeURIComponent(PAGES)}&method=PUT&headers=X-Origin,X-Evil`
  const told = (await send(host, { path: PATH + query, headers: [admin] })).json<Told>()
  expect([told.reached, told.readable]).toEqual([false, false])
  const asked = await send(host, {
    method: 'OPTIONS',
    path: '/api/users',
    headers: [
      origin(PAGES),
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'x-evil,x-origin'],
    ],
  })
  const answer = told.steps.find(({ id }) => id === 'preflight-answer')
  // The very lines that the host itself answers with.
  for (const line of answer?.lines.slice(1) ?? []) {
    const [name = '', value] = line.split(': ')
    expect([name, asked.one(name.toLowerCase())]).toEqual([name, value])
  }
  expect(answer?.ok).toBe(false)
  const { origin: own, pathname, search } = new URL(answer?.fix?.href ?? '')
  expect(own + pathname).toBe(`${buildOwnOrigin(host)}/origins/doctor`)
  expect(search).toMatch(/headers=X-Origin$/)
})

it('200: a page asks about itself, and is not told of others', async () => {
  for (const [who, readable] of [
    [EVIL, false],
    [PAGES, true],
    ['null', false],
  ] as const) {
    const answer = await send(host, { path: PATH, headers: [origin(who), cookie(member.token)] })
    expect([answer.status, cors(answer), answer.one('cache-control')]).toEqual([
      ...[200, ANYONE, 'no-store'],
    ])
    const told = answer.json<Told>()
    expect([told.readable, told.steps[0]?.lines]).toEqual([readable, [`Origin: ${who}`]])
    // A page of a file is told to serve it, with an address that is the same for everybody.
    const example = who === 'null' ? LOCAL_PAGES : null
    for (const other of ALLOWED_ORIGINS.filter(one => one !== who && one !== example)) {
      expect(answer.text).not.toContain(other)
    }
    expect(answer.text).not.toContain(member.uid)
  }
})

it('403: a page asks about another, whoever is signed in', async () => {
  const path = `${PATH}?origin=${encodeURIComponent(PAGES)}`
  for (const headers of [[origin(EVIL)], [origin(EVIL), admin]]) {
    const answer = await send(host, { path, headers })
    expectProblem(answer, 403, `A page of ${EVIL} may ask only about itself.`)
    expect(cors(answer)).toEqual(ANYONE)
  }
})

it('401, 403: without an Origin only administrators ask', async () => {
  expectProblem(await send(host, { path: PATH }), 401)
  expectProblem(await send(host, { path: PATH, headers: [bearer(member.token)] }), 403)
})

it('400: what no browser could send', async () => {
  const wrong = { method: 'a b', headers: 'a:b', credentials: 'x', origin: 'x'.repeat(301) }
  for (const [name, value] of Object.entries(wrong)) {
    const path = `${PATH}?${new URLSearchParams({ [name]: value })}`
    expectInvalid(await send(host, { path, headers: [admin] }), [name])
  }
})

it('204, 405: it is read with nothing that is not a form’s', async () => {
  const headers = [origin(EVIL), ['Access-Control-Request-Method', 'GET']] as const
  const asked = await send(host, { method: 'OPTIONS', path: PATH, headers })
  expect([asked.status, asked.one('access-control-allow-methods')]).toEqual([204, 'GET, HEAD'])
  expect(asked.one('access-control-allow-credentials')).toBeUndefined()
  expectProblem(await send(host, { method: 'POST', path: PATH, headers: [admin] }), 405)
})
