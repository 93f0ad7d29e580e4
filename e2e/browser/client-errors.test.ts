import { bearer, send, sendJson } from '../fixtures/client.ts'
import { endSessions } from '../fixtures/people.ts'
import { callApi, catchFailure, expect, login, readSignedInUid, test } from './sites.ts'

test.describe('the client tells the cause:', () => {
  test('a wrong password', async ({ open, person }) => {
    const page = await open()
    expect(await catchFailure(page, 'login', person.uid, 'not the password')).toEqual({
      name: 'AuthError',
      code: 'wrong_password',
      message: 'Invalid user id or password',
      until: null,
    })
    expect(await catchFailure(page, 'login', '', '')).toMatchObject({ code: 'wrong_password' })
    expect(await readSignedInUid(page)).toBeNull()
  })

  test('too many attempts, and until when', async ({ open, person }) => {
    const page = await open()
    const attempt = () => catchFailure(page, 'login', person.uid, 'not the password')
    let error = await attempt()
    while (error.code === 'wrong_password') error = await attempt()
    expect(error.code).toBe('limited')
    expect(error.message).toMatch(/^Too many attempts\. Try again in \d+ (seconds|minutes)\.$/)
    expect(error.until).toBeGreaterThan(Date.now())
    expect(error.until).toBeLessThan(Date.now() + 16 * 60_000)
  })

  test('a server that is down, until it is back', async ({ open, person, sites }) => {
    const page = await open()
    sites.down(true)
    expect(await catchFailure(page, 'user')).toMatchObject({ code: 'server_down' })
    const error = await catchFailure(page, 'login', person.uid, person.password)
    expect(error.message).toBe(
      `${sites.auth} does not answer. Try again soon, or open it in a tab.`,
    )
    sites.down(false)
    await login(page, person)
    sites.down(true)
    expect(await catchFailure(page, 'logout')).toMatchObject({ code: 'server_down' })
    expect(await readSignedInUid(page), 'still signed in').toBe(person.uid)
    sites.down(false)
    expect(await callApi(page)).toBe(200)
  })

  test('an origin that is not allowed, and who can allow it', async ({ open, person, sites }) => {
    const page = await open({ origin: sites.stranger })
    const message = `${sites.auth} does not allow pages of ${sites.stranger}. An administrator can, at ${sites.auth}/origins`
    const error = { name: 'AuthError', code: 'origin_not_allowed', message, until: null }
    expect(await catchFailure(page, 'user')).toEqual(error)
    expect(await catchFailure(page, 'login', person.uid, person.password)).toEqual(error)
    expect(await callApi(page)).toBe('origin_not_allowed')
  })

  test('a header that CORS does not allow', async ({ open, person }) => {
    const page = await open()
    await login(page, person)
    expect(await callApi(page, '/api/id', { headers: { 'X-Secret-Sauce': '1' } })).toBe(
      'request_failed',
    )
    expect(await callApi(page, '/api/id')).toBe(200)
  })

  test('nobody is signed in, or not any more', async ({ open, person, sites }) => {
    const page = await open()
    expect(await callApi(page)).toBe('signed_out')
    await login(page, person)
    await endSessions(sites.host, person.uid)
    expect(await callApi(page)).toBe('signed_out')
    expect(await page.evaluate(() => told)).toEqual([person.uid, null])
    expect(await readSignedInUid(page)).toBeNull()
  })

  test('an answer of the server is handed on', async ({ open, person }) => {
    const page = await open()
    await login(page, person)
    expect(await callApi(page, '/api/nowhere')).toBe(404)
    expect(await callApi(page, '/api/users', { method: 'POST', body: '{}' })).toBe(400)
  })

  test('an abort is the page’s own doing', async ({ open }) => {
    const page = await open()
    const name = await page.evaluate(() =>
      auth.fetch('/api/id', { signal: AbortSignal.abort() }).catch(error => error.name),
    )
    expect(name).toBe('AbortError')
  })
})

test('a page may use tokens only, where its origin is allowed so', async ({
  open,
  person,
  sites,
}) => {
  const { host, stranger } = sites
  const headers = [bearer(host.adminToken)]
  const path = '/api/origins'
  const added = await sendJson(
    host,
    { method: 'POST', path, headers },
    { origin: stranger, mode: 'bearer', passwords: true },
  )
  expect(added.status).toBe(201)
  const page = await open({ origin: stranger })
  expect(await readSignedInUid(page)).toBeNull()
  sites.asked.length = 0
  await login(page, person)
  expect(await callApi(page)).toBe(200)
  expect(sites.asked.map(({ method, path, by }) => `${method} ${path} ${by}`)).toEqual([
    'POST /api/token nobody',
    'GET /api/id bearer',
    'GET /api/users?limit=1 bearer',
  ])
  await page.close()
  await send(host, { method: 'DELETE', path: added.one('location') ?? '', headers })
})

test('a listener that throws is an error of the page, and keeps nobody from hearing', async ({
  open,
  person,
}) => {
  const [first, second] = [await open(), await open()]
  const errors: string[] = []
  first.on('pageerror', ({ message }) => errors.push(message))
  await first.evaluate(() => {
    auth.onChange(() => {
      throw new Error('out of order')
    })
    auth.onChange(user => told.push(`after: ${user?.uid}`))
  })
  await login(first, person)
  expect(await first.evaluate(() => told)).toEqual([person.uid, `after: ${person.uid}`])
  await expect.poll(() => second.evaluate(() => told)).toEqual([person.uid])
  await expect.poll(() => errors).toEqual(['out of order'])
})

test('the client asks no other server', async ({ open, person, sites }) => {
  const page = await open()
  await login(page, person)
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  for (const url of [`${sites.stranger}/`, '//evil.example/', 'data:,', '\\\\evil.example']) {
    expect(await callApi(page, url)).toBe('TypeError')
  }
  expect(asked).toEqual([])
  expect(await callApi(page, `${sites.auth}/api/id`)).toBe(200)
})
