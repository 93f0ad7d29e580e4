import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, postForm, refreshTokens, requestTokens } from '../../fixtures/access-tokens.ts'
import { bearer, type Header, postJson, send } from '../../fixtures/client.ts'
import { expectJson, expectProblem } from '../../fixtures/expectations.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { isAlive } from '../../fixtures/sessions.ts'

const REVOKE = '/api/token/revoke'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const form = (path: string, body: string, ...headers: Header[]) =>
  postForm(host, path, body, ...headers)

describe('POST /api/token/revoke', () => {
  it.each(['access_token', 'refresh_token'] as const)(
    '200: by %s, the session is over',
    async of => {
      const tokens = await requestTokens(host, member)
      const answer = await postJson(host, REVOKE, { token: tokens[of], token_type_hint: of })
      expectJson(answer, 200)
      expect(await isAlive(host, tokens.access_token)).toBe(false)
      expectCode(await refreshTokens(host, tokens.refresh_token), 400, 'invalid_grant')
      expect((await postJson(host, REVOKE, { token: tokens[of] })).text).toBe(answer.text)
    },
  )

  it('200: as a form; also what means nothing', async () => {
    const tokens = await requestTokens(host, member)
    const body = `token=${tokens.refresh_token}&token_type_hint=access_token`
    expectJson(await form(`${REVOKE}/`, body), 200)
    expect(await isAlive(host, tokens.access_token)).toBe(false)
    expectJson(await form(REVOKE, 'token=unknown'), 200)
  })

  it('400: no token', async () => {
    expectCode(await form(REVOKE, 'token='), 400, 'invalid_request')
    expectCode(await postJson(host, REVOKE, {}), 400, 'invalid_request')
  })

  it('415: another type', async () => {
    const headers: Header[] = [['Content-Type', 'text/plain']]
    const call = { method: 'POST', path: REVOKE, headers, body: '{"token":"x"}' }
    expectProblem(await send(host, call), 415)
  })
})

it('200: DELETE /api/authenticate by access token ends the session', async () => {
  const tokens = await requestTokens(host, member)
  const headers = [bearer(tokens.access_token)]
  expect((await send(host, { method: 'DELETE', path: '/api/authenticate', headers })).status).toBe(
    200,
  )
  expectCode(await refreshTokens(host, tokens.refresh_token), 400, 'invalid_grant')
})

it('the list of sessions says which are of which kind', async () => {
  const person = await createMember(host)
  const { access_token } = await requestTokens(host, person)
  const answer = await send(host, { path: '/api/id/sessions', headers: [bearer(access_token)] })
  const kinds = answer.json<{ kind: string; current: boolean }[]>()
  expect(kinds.map(({ kind, current }) => [kind, current])).toEqual([
    ['bearer', true],
    ['cookie', false],
  ])
})
