import { type StaticSite, serveStaticSite } from '../fixtures/static-site.ts'
import { type Exchange, recordExchanges } from './exchange.ts'
import { expect, test } from './test.ts'

const FAILED = 'Possible CORS or service down error: TypeError: Failed to fetch'
const AUTHENTICATE = '/api/users/authenticate'

/** Holds that the server refused the preflight, and that the browser therefore stopped the request. */
async function expectStopped(exchanges: Exchange[], method: string, path: string): Promise<void> {
  const stopped = {
    method,
    path,
    corsError: expect.stringMatching(/^Preflight(InvalidStatus|MissingAllowOriginHeader)$/),
  }
  await expect.poll(() => exchanges).toContainEqual(stopped)
  const findPreflight = () => exchanges.find(one => one.method === 'OPTIONS' && one.path === path)
  // Another process of the browser tells of it.
  await expect.poll(() => findPreflight()?.status).toBe(403)
  const preflight = findPreflight()
  expect(preflight?.headers).toContain('vary')
  expect(preflight?.headers?.filter(name => name.startsWith('access-control-'))).toEqual([])
}

/** The very site that works on its own origin, on origins that nobody allowed. */
const PLACES: [name: string, origin: (site: StaticSite, sitePort: number) => string][] = [
  ['another port', site => `http://localhost:${site.port}`],
  ['another name of loopback', (_, sitePort) => `http://pages.localhost:${sitePort}`],
]

for (const [place, originOf] of PLACES) {
  test.describe(`the static site on ${place}`, () => {
    let site: StaticSite
    let origin: string
    test.beforeAll(async ({ host, sitePort }) => {
      site = await serveStaticSite(0, host.port)
      origin = originOf(site, sitePort)
    })
    test.afterAll(() => site.stop())
    test.beforeEach(({ watch }) => watch.allowOrigin(origin))

    test('cannot sign in: the browser stops it', async ({ page, context, person, watch }) => {
      watch.expectComplaint(/blocked by CORS policy: Response to preflight request/)
      watch.expectComplaint(/net::ERR_FAILED/)
      const exchanges = await recordExchanges(page)
      const failure = page.waitForEvent('requestfailed')

      await page.goto(origin)
      await page.getByLabel('User ID').fill(person.uid)
      await page.getByLabel('Password').fill(person.password)
      await page.getByRole('button', { name: 'Sign in' }).click()

      await expect(page.getByRole('status')).toHaveText(FAILED)
      await expect(page).toHaveURL(`${origin}/`)
      expect((await failure).failure()).toEqual({ errorText: 'net::ERR_FAILED' })
      await expectStopped(exchanges, 'POST', AUTHENTICATE)
      expect(await context.cookies()).toEqual([])
    })

    test('reads nothing, though the browser holds a session', async ({ page, member, watch }) => {
      watch.expectComplaint(/blocked by CORS policy: Response to preflight request/)
      watch.expectComplaint(/net::ERR_FAILED/)
      const exchanges = await recordExchanges(page)

      await page.goto(`${origin}/users.html`)

      await expect(page.getByRole('status')).toHaveText(FAILED)
      await expect(page.getByRole('table')).toHaveCount(0)
      await expect(page.getByText(member.uid)).toHaveCount(0)
      await expectStopped(exchanges, 'GET', '/api/users/')
    })

    test('reads nothing where no preflight is needed', async ({ page, host, member, watch }) => {
      watch.expectComplaint(/blocked by CORS policy: No 'Access-Control-Allow-Origin' header/)
      watch.expectComplaint(/net::ERR_FAILED|status of 401/)
      watch.expectComplaint(/net::ERR_BLOCKED_BY_RESPONSE\.NotSameOrigin/)
      const exchanges = await recordExchanges(page)
      await page.goto(origin)
      const read = (mode: RequestMode) =>
        page.evaluate(
          async ([url, mode]) => {
            try {
              const response = await fetch(url, {
                mode: mode as RequestMode,
                credentials: 'include',
              })
              return { type: response.type, status: response.status, text: await response.text() }
            } catch (error) {
              return String(error)
            }
          },
          [`http://localhost:${host.port}/api/id`, mode] as const,
        )

      expect(await read('cors')).toBe('TypeError: Failed to fetch')
      await expect
        .poll(() => exchanges.at(-1))
        .toMatchObject({ method: 'GET', path: '/api/id', corsError: 'MissingAllowOriginHeader' })
      // Not even as an opaque answer: it says that it is for its own origin (Fetch #cross-origin-resource-policy-header).
      expect(await read('no-cors')).toBe('TypeError: Failed to fetch')
      expect(exchanges.filter(({ method }) => method === 'OPTIONS')).toEqual([])
      await expect(page.getByText(member.uid)).toHaveCount(0)
    })

    test('changes nothing where no preflight is needed', async ({
      page,
      context,
      host,
      person,
      watch,
    }) => {
      watch.expectComplaint(/net::ERR_BLOCKED_BY_RESPONSE\.NotSameOrigin/)
      const exchanges = await recordExchanges(page)
      await page.goto(origin)
      const { uid, password } = person
      await page.evaluate(
        ([url, body]) =>
          fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', body }).catch(
            () => {},
          ),
        [
          `http://localhost:${host.port}${AUTHENTICATE}`,
          JSON.stringify({ uid, password }),
        ] as const,
      )
      await expect
        .poll(() => exchanges.at(-1))
        .toMatchObject({ method: 'POST', path: AUTHENTICATE })
      expect(await context.cookies()).toEqual([])
    })
  })
}
