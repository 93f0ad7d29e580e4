import type { Page } from 'playwright/test'
import { createMember, endSessions } from '../fixtures/people.ts'
import { BLANK_PATH } from '../fixtures/sites.ts'
import { signInByPopup } from './signing-in.ts'
import { callApi, connect, expect, readSignedInUid, test } from './sites.ts'

declare global {
  // In the page that hears nothing of others.
  var isFrozen: boolean
}

test.afterEach(({ sites }) => sites.tamper())

/** What the browser does with a page that it brings from its back/forward cache. */
const thaw = (page: Page) =>
  page.evaluate(() => {
    globalThis.isFrozen = false
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })

for (const storage of [undefined, 'session'] as const) {
  const means = storage ? 'tokens' : 'the cookie'
  test(`a page that was frozen learns that its session is over, by ${means}`, async ({
    open,
    person,
    sites,
  }) => {
    const page = await open(storage && { storage })
    await signInByPopup(page, person)
    await thaw(page)
    await expect(page.locator('html')).toHaveCSS('visibility', 'visible')
    expect(await page.evaluate(() => told)).toEqual([person.uid])
    await endSessions(sites.host, person.uid)
    await thaw(page)
    await expect.poll(() => page.evaluate(() => told)).toEqual([person.uid, null])
    expect(await readSignedInUid(page)).toBeNull()
  })
}

test('a page that was frozen takes the tokens of who signed in since, and ends nothing of theirs', async ({
  context,
  open,
  person,
  sites,
}) => {
  sites.tamper({ unpartitioned: true })
  const page = await context.newPage()
  await page.goto(sites.pages + BLANK_PATH)
  await page.evaluate(() => {
    globalThis.BroadcastChannel = class extends BroadcastChannel {
      override set onmessage(hear: (event: MessageEvent) => void) {
        super.onmessage = event => globalThis.isFrozen || hear(event)
      }
    }
  })
  await connect(page, sites.auth)
  await signInByPopup(page, person)
  const second = await open()
  expect(await readSignedInUid(second)).toBe(person.uid)
  await page.evaluate(() => {
    globalThis.isFrozen = true
  })
  await second.evaluate(() => auth.signOut())
  await context.clearCookies()
  const other = await createMember(sites.host)
  await signInByPopup(second, other)
  await thaw(page)
  await expect.poll(() => page.evaluate(() => told)).toEqual([person.uid, other.uid])
  expect(await callApi(page)).toBe(200)
  expect(await second.evaluate(() => told)).toEqual([person.uid, null, other.uid])
})
