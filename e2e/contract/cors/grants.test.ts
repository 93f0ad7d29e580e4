import { beforeAll, describe, expect, it } from 'vitest'
import { cookie, type Header, origin, postJson, send } from '../../fixtures/client.ts'
import { CORS_CASES } from '../../fixtures/cors-cases.ts'
import { readCorsHeaders, SILENT, SILENT_PREFLIGHT } from '../../fixtures/cors-expected.ts'
import { EVIL_ORIGINS } from '../../fixtures/cors-origins.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { buildOwnOrigin } from '../../fixtures/host.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/users'
const ASKS: Header[] = [
  ['Access-Control-Request-Method', 'POST'],
  ['Access-Control-Request-Headers', 'content-type'],
]

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

// Of two lines nginx before 1.23 reads the first. No browser sends two.
const cases = CORS_CASES.filter(({ what }) => !host.nginx || !what.endsWith('with Origin twice'))

it.each(cases)('$what: $status', async ({ method = 'GET', path = PATH, status, ...rest }) => {
  const answer = await send(host, { method, path, headers: rest.headers ?? [] })
  expect({ status: answer.status, headers: readCorsHeaders(answer, host, path) }).toEqual({
    status,
    headers: rest.expected,
  })
  if (status === 204) expect(answer.text).toBe('')
})

describe.each(EVIL_ORIGINS.map(value => [value.slice(0, 60), value]))('%s', (_, evil) => {
  it('200: may not read', async () => {
    const headers = [origin(evil), cookie(member.token)]
    const answer = await send(host, { path: PATH, headers })
    expect(answer.status).toBe(200)
    expect(readCorsHeaders(answer, host)).toEqual(SILENT)
  })

  it('403: may not ask', async () => {
    const headers = [origin(evil), ...ASKS]
    const answer = await send(host, { method: 'OPTIONS', path: PATH, headers })
    expect(readCorsHeaders(answer, host)).toEqual(SILENT_PREFLIGHT)
    expectProblem(answer, 403)
  })

  it('403: may not sign in', async () => {
    const { uid, password } = member
    const answer = await postJson(host, '/api/authenticate', { uid, password }, [origin(evil)])
    expectProblem(answer, 403)
    expect(readCorsHeaders(answer, host)).toEqual(SILENT)
    expect(answer.all('set-cookie')).toEqual([])
  })
})

it.each(['localhost', '127.0.0.1'])('our own origin, as %s, needs no grant', async name => {
  const own = origin(buildOwnOrigin(host, name))
  const read = await send(host, { path: PATH, headers: [own, cookie(member.token)] })
  expect([read.status, readCorsHeaders(read, host)]).toEqual([200, SILENT])
  const asked = await send(host, { method: 'OPTIONS', path: PATH, headers: [own, ...ASKS] })
  expect([asked.status, readCorsHeaders(asked, host)]).toEqual([204, SILENT_PREFLIGHT])
})

it('an answer to one origin is not given to the next', async () => {
  for (const { headers = [], expected } of CORS_CASES.slice(0, 5).concat(CORS_CASES.slice(0, 5))) {
    expect(readCorsHeaders(await send(host, { path: PATH, headers }), host)).toEqual(expected)
  }
})
