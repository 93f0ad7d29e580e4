import { bearer, send } from '../fixtures/client.ts'
import { createMember, endSessions } from '../fixtures/people.ts'
import { callApi, connect, expect, login, readSignedInUid, test } from './sites.ts'

test.describe('where the browser drops the cookie,', () => {
  test('a session in memory ends with the last tab', async ({ open, person, sites }) => {
    const server = sites.unpartitioned
    const first = await open({ server })
    await login(first, person)
    const second = await open({ server })
    expect(await readSignedInUid(second)).toBe(person.uid)

    await first.reload()
    await connect(first, server)
    expect(await readSignedInUid(first), 'from the second tab').toBe(person.uid)

    await second.close()
    await first.reload()
    await connect(first, server)
    expect(await readSignedInUid(first), 'from nobody').toBeNull()
  })

  test('a session in sessionStorage ends with the tab', async ({ open, person, sites }) => {
    const server = sites.unpartitioned
    const page = await open({ server, storage: 'session' })
    await login(page, person)
    await page.reload()
    await connect(page, server, 'session')
    expect(await readSignedInUid(page)).toBe(person.uid)
    await page.evaluate(() => auth.logout())
    expect(await page.evaluate(() => [{ ...sessionStorage }, { ...localStorage }])).toEqual([
      {},
      {},
    ])
  })

  test('tokens that are due are changed once for all tabs', async ({ open, person, sites }) => {
    const server = sites.unpartitioned
    const first = await open({ server })
    const tabs = [first, await open({ server }), await open({ server })]
    await login(first, person)
    for (const tab of tabs) await expect.poll(() => readSignedInUid(tab)).toBe(person.uid)

    sites.asked.length = 0
    const soon = Date.now() + 9.5 * 60_000
    for (const tab of tabs) await tab.clock.setFixedTime(soon)
    // Several calls at once in each.
    const calls = tabs.flatMap(tab => [callApi(tab), callApi(tab, '/api/id')])
    expect(await Promise.all(calls)).toEqual([200, 200, 200, 200, 200, 200])
    const changed = sites.asked.filter(({ path }) => path === '/api/token')
    expect(changed).toHaveLength(1)
  })

  test('a tab that comes back takes the tokens that another has', async ({
    open,
    person,
    sites,
  }) => {
    const server = sites.unpartitioned
    const first = await open({ server, storage: 'session' })
    const second = await open({ server, storage: 'session' })
    await login(first, person)
    await expect.poll(() => readSignedInUid(second)).toBe(person.uid)
    // Now without the client, which hears nothing.
    await first.reload()
    const now = Date.now()
    for (const minutes of [9.5, 19]) {
      await second.clock.setFixedTime(now + minutes * 60_000)
      expect(await callApi(second)).toBe(200)
    }
    await connect(first, server, 'session')
    expect(await readSignedInUid(first)).toBe(person.uid)
    expect(await callApi(second)).toBe(200)
  })

  test('a token that is refused is changed, and the call made once more', async ({
    open,
    person,
    sites,
  }) => {
    const page = await open({ server: sites.unpartitioned })
    await login(page, person)
    // As when the server's clock, or its key, has moved on.
    const refusal = { status: 401, json: { code: 'token_invalid' } }
    const headers = { 'Access-Control-Allow-Origin': sites.pages }
    await page.route('**/api/id', route => route.fulfill({ ...refusal, headers }), { times: 1 })
    sites.asked.length = 0
    expect(await callApi(page, '/api/id')).toBe(200)
    expect(sites.asked.map(({ path }) => path)).toEqual(['/api/token', '/api/id'])
  })

  test('a session that was ended elsewhere is over in each tab', async ({
    open,
    person,
    sites,
  }) => {
    const server = sites.unpartitioned
    const first = await open({ server, storage: 'session' })
    const second = await open({ server })
    await login(first, person)
    await expect.poll(() => readSignedInUid(second)).toBe(person.uid)
    await endSessions(sites.host, person.uid)
    expect(await callApi(first)).toBe('signed_out')
    await expect.poll(() => second.evaluate(() => told)).toEqual([person.uid, null])
    expect(await first.evaluate(() => ({ ...sessionStorage }))).toEqual({})
  })

  test('being offline signs nobody out', async ({ open, context, person, sites }) => {
    const page = await open({ server: sites.unpartitioned })
    await login(page, person)
    await page.clock.setFixedTime(Date.now() + 9.5 * 60_000)
    await context.setOffline(true)
    expect(await callApi(page)).toBe('server_down')
    expect(await readSignedInUid(page)).toBe(person.uid)
    await context.setOffline(false)
    expect(await callApi(page)).toBe(200)
  })

  test('no cookie goes with a token', async ({ open, context, person, sites }) => {
    const page = await open({ server: sites.unpartitioned })
    await login(page, person)
    const { hostname: domain } = new URL(sites.unpartitioned)
    const scope = { domain, path: '/', secure: true, sameSite: 'None' } as const
    const partitionKey = 'https://example.org'
    await context.addCookies([{ name: '__Host-jwt', value: 'left', ...scope, partitionKey }])
    sites.asked.length = 0
    await page.evaluate(
      url => fetch(url, { credentials: 'include' }),
      `${sites.unpartitioned}/api/id`,
    )
    expect(await callApi(page)).toBe(200)
    expect(sites.asked.map(({ by }) => by)).toEqual(['cookie', 'bearer'])
  })

  test('signing in as somebody else ends the session before', async ({ open, person, sites }) => {
    const page = await open({ server: sites.unpartitioned })
    await login(page, person)
    const other = await createMember(sites.host)
    await login(page, other)
    expect(await page.evaluate(() => told)).toEqual([person.uid, other.uid])
    // One of a sign-in that the browser kept nothing of, and that of the fixture.
    const path = `/api/users/${person.uid}/sessions`
    const answer = await send(sites.host, { path, headers: [bearer(sites.host.adminToken)] })
    expect(answer.json<unknown[]>()).toHaveLength(2)
  })
})

test('where the cookie works, no token is asked for', async ({ open, context, person, sites }) => {
  sites.asked.length = 0
  const [first, second] = [await open(), await open()]
  await login(first, person)
  await expect.poll(() => second.evaluate(() => told)).toEqual([person.uid])
  await context.setOffline(true)
  expect(await callApi(second)).toBe('server_down')
  await context.setOffline(false)
  expect(await callApi(second)).toBe(200)
  await second.evaluate(() => auth.logout())
  await expect.poll(() => first.evaluate(() => told)).toEqual([person.uid, null])
  expect(sites.asked.filter(({ by, path }) => by === 'bearer' || /token/.test(path))).toEqual([])
})
