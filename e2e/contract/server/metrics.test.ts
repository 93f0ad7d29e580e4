import { expect, it } from 'vitest'
import { METRICS } from '#lib/metrics/catalogue.ts'
import { bearer, origin, postJson, send } from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { type Host, LOCAL_PAGES, METRICS_TOKEN } from '../../fixtures/host.ts'
import { SOON } from '../../fixtures/origins.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const EVIL = 'https://evil.example'

/** What `/metrics` shows, by the name of each sample with its labels. */
async function figuresOf(host: Host): Promise<Map<string, number>> {
  const answer = await send(host, { path: '/metrics', headers: [bearer(METRICS_TOKEN)] })
  expect(`${answer.status} ${answer.text}`).toMatch(/^200 /)
  expect(answer.one('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const samples = answer.text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(
    samples.map(line => {
      const end = line.lastIndexOf(' ')
      return [line.slice(0, end), Number(line.slice(end + 1))]
    }),
  )
}

/** By how much each figure grows while `act` runs. */
async function growth(host: Host, act: () => Promise<unknown>) {
  const before = await figuresOf(host)
  await act()
  const after = await figuresOf(host)
  return (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
}

const host = await requestHost()

it('404: without the token, with another, with a session', async () => {
  for (const headers of [[], [bearer('wrong')], [bearer(host.adminToken)]]) {
    expectProblem(await send(host, { path: '/metrics', headers }), 404)
  }
})

it('shows every figure', async () => {
  const names = [...(await figuresOf(host)).keys()].map(name => name.replace(/\{.*/, ''))
  for (const [name, { type }] of Object.entries(METRICS)) {
    if (/refusals|limits_reached|mails_total/.test(name)) continue
    expect(names).toContain(type === 'histogram' ? `${name}_bucket` : name)
  }
})

it('counts requests by pattern, method and status, never by path or query', async () => {
  const { uid, token } = await createMember(host)
  const headers = [bearer(token)]
  const grown = await growth(host, async () => {
    await send(host, { path: `/api/users/${uid}?secret=1`, headers })
    await send(host, { path: `/api/users/${uid}` })
    await send(host, { path: `/api/nowhere/${uid}` })
    await send(host, { path: '/login' })
    await send(host, { path: `/users/${uid}`, headers })
    await send(host, { path: '/\\' })
  })
  const requests = (method: string, route: string, status: number) =>
    grown(`latchkey_http_requests_total{method="${method}",route="${route}",status="${status}"}`)
  expect(requests('GET', '/api/users/[uid]', 200)).toBe(1)
  expect(requests('GET', '/api/users/[uid]', 401)).toBe(1)
  expect(requests('GET', '/api/*', 404)).toBe(1)
  expect(requests('GET', '(refused)', 400)).toBe(1)
  expect(requests('GET', '(page)', 200)).toBeGreaterThanOrEqual(1)
  const timed = 'latchkey_http_request_duration_seconds'
  const series = '{method="GET",route="/api/users/[uid]"}'
  expect(grown(`${timed}_count${series}`)).toBe(2)
  expect(grown(`${timed}_bucket${series.replace('}', ',le="10"}')}`)).toBe(2)
  expect([...(await figuresOf(host)).keys()].filter(name => name.includes(uid))).toEqual([])
})

it('counts sign-ins by result, hashes, sessions', async () => {
  const { uid, password } = await createMember(host)
  const grown = await growth(host, async () => {
    await postJson(host, '/api/authenticate', { uid, password })
    await postJson(host, '/api/token', { grant_type: 'password', uid, password })
    await postJson(host, '/api/authenticate', { uid, password: 'wrong' })
  })
  expect(grown('latchkey_sign_ins_total{result="ok"}')).toBe(2)
  expect(grown('latchkey_sign_ins_total{result="refused"}')).toBe(1)
  expect(grown('latchkey_sign_ins_total{result="limited"}')).toBe(0)
  expect(grown('latchkey_hashes_total')).toBe(3)
  expect((await figuresOf(host)).get('latchkey_sessions_active')).toBeGreaterThanOrEqual(1)
})

it('counts preflights, and refusals of origins by reason', async () => {
  const preflight = (from: string) =>
    send(host, {
      method: 'OPTIONS',
      path: '/api/id',
      headers: [origin(from), ['Access-Control-Request-Method', 'GET']],
    })
  const before = await figuresOf(host)
  expect([(await preflight(EVIL)).status, (await preflight(LOCAL_PAGES)).status]).toEqual([
    403, 204,
  ])
  // The edge tells of refusals within a second or so.
  const refusals = 'latchkey_origin_refusals_total{reason="origin_not_allowed"}'
  const now = async (name: string) =>
    ((await figuresOf(host)).get(name) ?? 0) - (before.get(name) ?? 0)
  await expect.poll(() => now(refusals), SOON).toBeGreaterThanOrEqual(1)
  const requests = 'latchkey_http_requests_total{method="OPTIONS",route="(preflight)"'
  expect(await now(`${requests},status="403"}`)).toBeGreaterThanOrEqual(1)
  // nginx answers those that are granted by itself.
  if (!host.nginx) expect(await now(`${requests},status="204"}`)).toBeGreaterThanOrEqual(1)
})
