import type { Page } from 'playwright/test'
import { signInOn } from './oauth-test.ts'
import { beginByPopup, readOutcome } from './signing-in.ts'
import { callApi, catchFailure, expect, login, readSignedInUid, test } from './sites.ts'

/** Makes the tokens of a page due, and their refresh hang. */
async function hangRefresh(page: Page, tabs = [page]): Promise<void> {
  const soon = Date.now() + 9.5 * 60_000
  for (const tab of tabs) await tab.clock.setFixedTime(soon)
  await page.route('**/api/token', () => {})
}

test('a call obeys its signal while a refresh hangs', async ({ open, person, sites }) => {
  const page = await open({ server: sites.unpartitioned })
  await login(page, person)
  await hangRefresh(page)
  const outcome = await page.evaluate(async () => {
    const signal = AbortSignal.timeout(1000)
    const reason = await auth.fetch('/api/users?limit=1', { signal }).catch(error => error)
    return { same: reason === signal.reason, name: reason.name }
  })
  expect(outcome).toEqual({ same: true, name: 'TimeoutError' })
  // The tokens are still there, and a signal that has fired stops a call at once.
  await page.unroute('**/api/token')
  const before = await page.evaluate(() =>
    auth.fetch('/api/id', { signal: AbortSignal.abort('enough') }).catch(reason => reason),
  )
  expect(before).toBe('enough')
  await expect.poll(() => callApi(page)).toBe(200)
})

test('a refresh that hangs in one tab does not hold up another for ever', async ({
  open,
  person,
  sites,
}) => {
  const server = sites.unpartitioned
  const [first, second] = [await open({ server }), await open({ server })]
  await login(first, person)
  await expect.poll(() => readSignedInUid(second)).toBe(person.uid)
  await hangRefresh(first, [first, second])
  const hanging = callApi(first)
  expect(await callApi(second)).toBe(200)
  // It took the tokens of the other, or says why not.
  expect([200, 'server_down']).toContain(await hanging)
  expect(await callApi(first)).toBe(200)
})

for (const storage of [undefined, 'session'] as const) {
  const path = storage ? '/api/token' : '/api/users/authenticate'
  test(`a sign-in obeys its signal while ${path} hangs`, async ({ open, person }) => {
    const page = await open(storage && { storage })
    const popup = await beginByPopup(page)
    const asked = page.waitForRequest(`**${path}`)
    await page.route(`**${path}`, () => {})
    await signInOn(popup, person)
    await asked
    await page.evaluate(() => stopping.abort())
    expect(await readOutcome(page)).toBe('AbortError')
    expect(await readSignedInUid(page)).toBeNull()
    await expect.poll(() => popup.isClosed()).toBe(true)
  })
}

test('a server that never says who is signed in holds up nobody for ever', async ({
  open,
  person,
}) => {
  const page = await open()
  await page.clock.install()
  await page.route('**/api/id', () => {})
  const asked = page.waitForRequest('**/api/id')
  const failure = catchFailure(page, 'user')
  // The timeout begins with the request.
  await asked
  await page.clock.fastForward(31_000)
  expect(await failure).toMatchObject({ code: 'server_down' })
  await page.unroute('**/api/id')
  await login(page, person)
  await page.route('**/api/users/authenticate', () => {})
  const askedToEnd = page.waitForRequest('**/api/users/authenticate')
  const late = catchFailure(page, 'logout')
  await askedToEnd
  await page.clock.fastForward(31_000)
  expect(await late).toMatchObject({ code: 'server_down' })
  expect(await readSignedInUid(page)).toBe(person.uid)
})
