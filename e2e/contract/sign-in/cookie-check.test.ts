import { describe, expect, it } from 'vitest'
import { expectCode } from '../../fixtures/access-tokens.ts'
import { bearer, cookie, type Header, origin, send } from '../../fixtures/client.ts'
import { SILENT } from '../../fixtures/cors-expected.ts'
import {
  expectJson,
  expectProblem,
  listCookieAttributes,
  readSetCookie,
} from '../../fixtures/expectations.ts'
import { buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import { allowOrigin, makeUnlistedOrigin, readCorsFor, SOON } from '../../fixtures/origins.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/cookie-check'

const host = await requestHost()

const set = (...headers: Header[]) => send(host, { method: 'POST', path: PATH, headers })
const check = (...headers: Header[]) => send(host, { path: PATH, headers })

async function allow(mode: string): Promise<Header> {
  const page = makeUnlistedOrigin()
  await allowOrigin(host, { origin: page, mode })
  await expect.poll(() => readCorsFor(host, page), SOON).not.toEqual(SILENT)
  return origin(page)
}

describe('POST /api/cookie-check', () => {
  it('204: a cookie with the attributes of the session’s, for a minute', async () => {
    const answer = await set(origin(PAGES))
    expect(answer.status).toBe(204)
    expect(readSetCookie(answer)).toEqual({
      name: 'jwt-probe',
      value: '1',
      attributes: [...listCookieAttributes(answer), 'max-age=60'].toSorted(),
    })
  })

  it('204: the cookie opens nothing', async () => {
    const path = '/api/id'
    for (const header of ['jwt-probe=1', 'jwt=1; jwt-probe=1']) {
      expectProblem(await send(host, { path, headers: [['Cookie', header]] }), 401)
    }
  })

  it('403: of nobody who is no page of an allowed origin', async () => {
    const { token } = await createMember(host)
    const own = origin(buildOwnOrigin(host))
    const evil = origin('https://evil.example')
    for (const headers of [[], [own], [evil], [bearer(token)], [cookie(token), own]]) {
      for (const answer of [await set(...headers), await check(...headers)]) {
        expectCode(answer, 403, 'origin_not_allowed')
        expect(answer.all('set-cookie')).toEqual([])
      }
    }
  })

  it('403: of a page that is allowed for tokens only', async () => {
    const page = await allow('bearer')
    for (const answer of [await set(page), await check(page)]) {
      expectCode(answer, 403, 'origin_bearer_only')
      expect(answer.all('set-cookie')).toEqual([])
    }
  })
})

describe('GET /api/cookie-check', () => {
  it('200: whether the cookie came back', async () => {
    const page = origin(PAGES)
    const first = await check(page)
    expectJson(first, 200)
    expect(first.json()).toEqual({ kept: false, tokens: true })
    const kept = await check(page, ['Cookie', 'jwt-probe=1'])
    expect(kept.json()).toEqual({ kept: true, tokens: true })
    const other = await check(page, ['Cookie', 'jwt=1; jwt-probe=2; xjwt-probe=1'])
    expect(other.json()).toEqual({ kept: false, tokens: true })
  })

  it('200: whether pages of the origin may use tokens', async () => {
    const page = await allow('cookie')
    expect((await set(page)).status).toBe(204)
    expect((await check(page)).json()).toEqual({ kept: false, tokens: false })
  })
})
