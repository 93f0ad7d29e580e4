import { beforeAll, describe, expect, it } from 'vitest'
import {
  expectCode,
  expectTokens,
  postForm,
  refreshTokens,
  requestTokens,
  type Tokens,
} from '../../fixtures/access-tokens.ts'
import { bearer, cookie, type Header, origin, postJson, send } from '../../fixtures/client.ts'
import { formatMoment, selectOne } from '../../fixtures/database.ts'
import { expectProblem, INVALID, MISSING } from '../../fixtures/expectations.ts'
import { AUDIENCE, buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import { createMember, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { changeSession, isAlive } from '../../fixtures/sessions.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const PATH = '/api/token'
const DAY = 86_400

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const token = (input: unknown, ...headers: Header[]) => postJson(host, PATH, input, headers)
const password = (differs = {}) => ({
  grant_type: 'password',
  uid: member.uid,
  password: member.password,
  ...differs,
})
const form = (path: string, body: string, ...headers: Header[]) =>
  postForm(host, path, body, ...headers)
const next = async (tokens: Tokens) => expectTokens(await refreshTokens(host, tokens.refresh_token))

describe('POST with a session', () => {
  it.each([
    ['a cookie', {}],
    ['a cookie, by name', { grant_type: 'session' }],
  ] as const)('200: by %s, a session of its own', async (_, input) => {
    const tokens = expectTokens(await token(input, cookie(member.token)))
    const { sid, sub } = decodeToken(tokens.access_token).payload
    expect([sub, sid === decodeToken(member.token).payload.sid]).toEqual([String(member.id), false])
    expect(await isAlive(host, tokens.access_token)).toBe(true)
  })

  it('200: it lasts no longer than the session that vouched for it', async () => {
    const parent = await signIn(host, member)
    await changeSession(host, parent, `"createdAt" = ${formatMoment(-7 * DAY + 120)}`)
    const tokens = expectTokens(await token({}, cookie(parent)))
    expect(tokens.expires_in).toBeLessThanOrEqual(120)
    expect((await next(tokens)).expires_in).toBeLessThanOrEqual(120)
  })

  it('401: it ends with the session that vouched for it', async () => {
    const parent = await signIn(host, member)
    const tokens = expectTokens(await token({}, cookie(parent)))
    const next = expectTokens(await refreshTokens(host, tokens.refresh_token))
    const out = { method: 'DELETE', path: '/api/authenticate', headers: [cookie(parent)] }
    expect((await send(host, out)).status).toBe(200)
    expect(await isAlive(host, next.access_token)).toBe(false)
    expectCode(await refreshTokens(host, next.refresh_token), 400, 'invalid_grant')
  })

  it('401: by a bearer token, of whatever kind, so that no server that is given one makes another', async () => {
    const { access_token } = await requestTokens(host, member)
    for (const text of [access_token, member.token]) {
      expectProblem(await token({}, bearer(text)), 401, MISSING)
      expectProblem(await token({}, bearer(text), cookie(member.token)), 401, MISSING)
    }
  })

  it('403: by a cookie of a session that came of another one', async () => {
    const parent = await signIn(host, member)
    const child = await signIn(host, member)
    const { sid } = decodeToken(parent).payload
    await changeSession(host, child, `"parentId" = '${sid}'`)
    expectCode(await token({}, cookie(child)), 403, 'session_of_session')
  })

  it('401: no session, or one that is over', async () => {
    expectProblem(await token({}), 401, MISSING)
    expectProblem(await token({}, cookie('x.y.z')), 401, INVALID)
  })

  it('400: as a form or without a body, as another site could ask', async () => {
    const headers = [cookie(member.token)]
    for (const answer of [
      await form(PATH, 'grant_type=session', ...headers),
      await form(PATH, '', ...headers),
      await send(host, { method: 'POST', path: PATH, headers }),
    ]) {
      expectCode(answer, 400, 'invalid_request')
    }
  })

  it('200: to a page elsewhere for another server alone, once', async () => {
    const parent = await signIn(host, member)
    const page = [cookie(parent), origin(PAGES)]
    const answer = await token({ resource: AUDIENCE }, ...page)
    const { access_token, ...rest } = answer.json<Tokens>()
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 600 })
    expect(decodeToken(access_token).payload.aud).toBe(AUDIENCE)
    for (const resource of [undefined, buildOwnOrigin(host)]) {
      expectCode(await token({ resource }, ...page), 400, 'invalid_target')
    }
    // It does not shorten the session that vouched for it.
    const { sid } = decodeToken(parent).payload
    const row = await selectOne<{ expiresAt: string }>(
      host,
      `SELECT "expiresAt" FROM "Session" WHERE "id" = '${sid}'`,
    )
    expect(+new Date(row.expiresAt)).toBeGreaterThan(Date.now() + 3000 * 1000)
  })

  it('200: to our own pages as to programs', async () => {
    const own = origin(buildOwnOrigin(host))
    const tokens = expectTokens(await token({}, cookie(await signIn(host, member)), own))
    expect(await isAlive(host, (await next(tokens)).access_token)).toBe(true)
  })

  it('403: from another site', async () => {
    const answer = await token({}, cookie(member.token), origin('https://evil.example'))
    expectProblem(answer, 403)
  })
})

describe('resource', () => {
  const read = async (tokens: Tokens) => decodeToken(tokens.access_token).payload.aud

  it('200: an access token is for this server alone unless another one is named', async () => {
    const tokens = expectTokens(await token(password()))
    expect(await read(tokens)).toBe(buildOwnOrigin(host))
    const named = expectTokens(await token(password({ resource: buildOwnOrigin(host) })))
    expect(await read(named)).toBe(buildOwnOrigin(host))
    expect(await isAlive(host, named.access_token)).toBe(true)
  })

  it.each(['password', 'session'])(
    '200: by the grant %s it is for that server, and is refused here',
    async grant => {
      const input = grant === 'session' ? { resource: AUDIENCE } : password({ resource: AUDIENCE })
      const tokens = expectTokens(await token(input, cookie(member.token)))
      expect(await read(tokens)).toBe(AUDIENCE)
      const answer = await send(host, { path: '/api/id', headers: [bearer(tokens.access_token)] })
      expectProblem(answer, 401, INVALID)
      expectProblem(await token({}, bearer(tokens.access_token)), 401, MISSING)
      expect(await read(await next(tokens))).toBe(AUDIENCE)
    },
  )

  it('400: a server of nobody, or another one than the session is for', async () => {
    for (const resource of ['https://evil.example', `${AUDIENCE}/`, 'x']) {
      expectCode(await token(password({ resource })), 400, 'invalid_target')
    }
    const tokens = expectTokens(await token(password()))
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    expectCode(await token({ ...refresh, resource: AUDIENCE }), 400, 'invalid_target')
    expectTokens(await token({ ...refresh, resource: buildOwnOrigin(host) }))
  })

  it('400: two of them', async () => {
    const query = `grant_type=refresh_token&refresh_token=x&resource=${AUDIENCE}&resource=a`
    expectCode(await form(PATH, query), 400, 'invalid_target')
  })
})
