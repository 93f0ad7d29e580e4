import { expect, it } from 'vitest'
import {
  bearer,
  cookie,
  type Header,
  origin,
  postJson,
  send,
  sendJson,
} from '../../fixtures/client.ts'
import {
  buildGranted,
  buildGrantedPreflight,
  HEADERS,
  readCorsHeaders,
  SILENT,
  SILENT_PREFLIGHT,
} from '../../fixtures/cors-expected.ts'
import { ADMIN_ONLY, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import {
  allowOrigin,
  changeOrigin,
  LATE,
  makeAdminHeaders,
  makeUnlistedOrigin,
  PREFLIGHT_HEADERS,
  readCorsFor,
  removeOrigin,
  SOON,
  sendPreflight,
} from '../../fixtures/origins.ts'
import { createMember, makeUid } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/origins'

const host = await requestHost()

const isNext = host.server === 'next start'
// The process that writes obeys at once; the edge hears of it when it asks.
const settled = (act: () => Promise<unknown>) => expect.poll(act, isNext ? LATE : SOON)

it('an origin is granted what those of CORS_ORIGINS are, and nothing when it is gone', async () => {
  const name = makeUnlistedOrigin()
  expect(await readCorsFor(host, name)).toEqual(SILENT)
  const path = await allowOrigin(host, { origin: name })
  if (!isNext) expect(await readCorsFor(host, name)).toEqual(buildGranted(name))
  await settled(() => readCorsFor(host, name)).toEqual(buildGranted(name))
  expect(await sendPreflight(host, name)).toEqual([204, buildGrantedPreflight(name)])
  const signIn = await postJson(host, '/api/authenticate', { uid: 'x' }, [origin(name)])
  expect([signIn.status, readCorsHeaders(signIn, host)]).toEqual([401, buildGranted(name)])
  await changeOrigin(host, path, { enabled: false })
  if (!isNext) expect(await sendPreflight(host, name)).toEqual([403, SILENT_PREFLIGHT])
  // The Node side of Next refuses at once what would change something.
  expectProblem(await postJson(host, '/api/authenticate', { uid: 'x' }, [origin(name)]), 403)
  await settled(() => sendPreflight(host, name)).toEqual([403, SILENT_PREFLIGHT])
  await removeOrigin(host, path)
  expect(await readCorsFor(host, name)).toEqual(SILENT)
})

it('each mode grants its own', async () => {
  const [byCookie, byToken] = [makeUnlistedOrigin(), 'http://shop.example.net']
  const paths = [
    await allowOrigin(host, { origin: byCookie, mode: 'cookie', passwords: true }),
    await allowOrigin(host, { origin: byToken, mode: 'bearer', passwords: true }),
  ]
  const names = HEADERS.slice(1).join(', ')
  const cookieOnly = { ...buildGrantedPreflight(byCookie), 'access-control-allow-headers': names }
  await settled(() => sendPreflight(host, byCookie)).toEqual([204, cookieOnly])
  const { 'access-control-allow-credentials': _, ...tokenOnly } = buildGrantedPreflight(byToken)
  await settled(() => sendPreflight(host, byToken)).toEqual([204, tokenOnly])
  const member = await createMember(host)
  const byCookieOf = { method: 'DELETE', path: '/api/authenticate' }
  const refused = await send(host, {
    ...byCookieOf,
    headers: [origin(byToken), cookie(member.token)],
  })
  expectProblem(refused, 403)
  expect(refused.json().code).toBe('origin_bearer_only')
  const headers = [origin(byToken), bearer(member.token)]
  expect((await send(host, { ...byCookieOf, headers })).status).toBe(200)
  const credentials = { grant_type: 'password', uid: member.uid, password: member.password }
  const signIn = async (name: string, path: string) => {
    const answer = await postJson(host, path, credentials, [origin(name)])
    return [answer.status, answer.json().code, answer.all('set-cookie').length]
  }
  expect(await signIn(byCookie, '/api/token')).toEqual([403, 'origin_cookie_only', 0])
  expect(await signIn(byCookie, '/api/authenticate')).toEqual([200, undefined, 1])
  expect(await signIn(byToken, '/api/authenticate')).toEqual([403, 'origin_bearer_only', 0])
  expect(await signIn(byToken, '/api/token')).toEqual([200, undefined, 0])
  for (const path of paths) await removeOrigin(host, path)
})

it('a wildcard lets in names below it, and no other', async () => {
  const zone = `${makeUid()}.example.net`
  const path = await allowOrigin(host, { origin: `https://*.${zone}` })
  const name = `https://a.b.${zone}`
  await settled(() => readCorsFor(host, name)).toEqual(buildGranted(name))
  const others = [`https://${zone}`, `https://x${zone}`, `http://a.${zone}`, `https://*.${zone}`]
  for (const other of others) expect(await readCorsFor(host, other)).toEqual(SILENT)
  await removeOrigin(host, path)
})

it('what is refused is on record within seconds: the cause, how often, and by what', async () => {
  const name = makeUnlistedOrigin()
  const agent: Header = ['User-Agent', 'curl/8.0']
  const bad: Header[] = [
    ['Access-Control-Request-Method', 'GET'],
    ['Access-Control-Request-Headers', 'x-odd'],
  ]
  const refusedCalls = [
    [origin(name), ...PREFLIGHT_HEADERS],
    [origin(name), ...PREFLIGHT_HEADERS, agent],
    [origin(PAGES), ...bad],
  ]
  for (const headers of refusedCalls) {
    await send(host, { method: 'OPTIONS', path: '/api/id?secret=1', headers })
  }
  const listed = async () => {
    const answer = await send(host, { path: `${PATH}/refusals`, headers: makeAdminHeaders(host) })
    return answer.json<{ origin: string; reason: string }[]>()
  }
  await expect
    .poll(async () => (await listed()).filter(refusal => refusal.origin === name), LATE)
    .toEqual([
      {
        origin: name,
        reason: 'origin_not_allowed',
        cause: expect.any(String),
        count: 2,
        firstSeen: expect.any(String),
        lastSeen: expect.any(String),
        lastPath: '/api/id',
        browser: 'curl',
        system: null,
        allowed: false,
        modes: ['both', 'cookie', 'bearer'],
        warning: null,
        headers: [],
        grant: null,
        disabledId: null,
      },
    ])
  const header = { reason: 'header_not_allowed', lastPath: '/api/id asking for x-odd' }
  expect(await listed()).toContainEqual(expect.objectContaining({ origin: PAGES, ...header }))
})

it('a flood from random origins is answered, and kept in number', async () => {
  const flood = Array.from({ length: 400 }, () => sendPreflight(host, makeUnlistedOrigin()))
  for (const answer of await Promise.all(flood)) expect(answer).toEqual([403, SILENT_PREFLIGHT])
  const path = `${PATH}/refusals?limit=1000`
  const others = async () => {
    const answer = await send(host, { path, headers: makeAdminHeaders(host) })
    return answer.json<{ origin: string; count: number }[]>().find(one => one.origin === '…')
  }
  await expect.poll(others, LATE).toMatchObject({ reason: 'origin_not_allowed', modes: [] })
})

it('refusals are for administrators; the exchange with the edge is for nobody', async () => {
  const member = await createMember(host)
  const path = `${PATH}/refusals`
  expectProblem(await send(host, { path }), 401, MISSING)
  expectProblem(await send(host, { path, headers: [bearer(member.token)] }), 403, ADMIN_ONLY)
  const value = { refusals: [] }
  for (const seal of ['', `${Math.floor(Date.now() / 1000)}.${'0'.repeat(64)}`]) {
    const headers: Header[] = [...makeAdminHeaders(host), ['X-Latchkey-Seal', seal]]
    const answer = await sendJson(host, { method: 'POST', path: `${PATH}/policy`, headers }, value)
    expectProblem(answer, 404)
  }
})
