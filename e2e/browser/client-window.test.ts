import type { Page } from 'playwright/test'
import { createMember, endSessions } from '../fixtures/people.ts'
import { BLANK_PATH } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import { signInOn } from './oauth-test.ts'
import { begin, beginByPopup, readOutcome, signInByPopup } from './signing-in.ts'
import { callApi, connect, expect, readSignedInUid, test } from './sites.ts'

declare global {
  // In the page that signs out.
  var signingOut: Promise<string>
  // In the page that hears nothing of others.
  var isFrozen: boolean
}

test.afterEach(({ sites }) => sites.tamper())

/** As when the window is in front: the browser under test gives each page the focus. */
const loseFocus = (page: Page) =>
  page.evaluate(() => {
    document.hasFocus = () => false
  })

/** What the browser does with a page that it brings from its back/forward cache. */
const thaw = (page: Page) =>
  page.evaluate(() => {
    globalThis.isFrozen = false
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })

/** Begins to sign out at the server, too; `signingOut` in the page tells how it ends. */
const beginSignOut = (page: Page, mode: 'popup' | 'redirect') =>
  page.evaluate(mode => {
    globalThis.signingOut = auth.signOut({ everywhere: true, mode }).then(
      () => 'done',
      error => error.code ?? error.name,
    )
  }, mode)

for (const [severs, by] of [
  ['login', 'another page on the way'],
  ['page', 'the page itself'],
] as const) {
  test(`a window that was cut off by ${by} hands its answer over from a return address`, async ({
    open,
    person,
    sites,
  }) => {
    await addReturnAddress(sites.host, sites.pages + BLANK_PATH)
    sites.tamper({ severs })
    const page = await open()
    await loseFocus(page)
    const popup = await beginByPopup(page)
    await signInOn(popup, person)
    await popup.waitForURL(url => url.origin === sites.pages)
    expect(await popup.evaluate(() => opener)).toBeNull()
    const closed = popup.waitForEvent('close')
    await popup.evaluate(async url => void (await import(url)).connect(), `${sites.auth}/client.js`)
    await closed
    expect(await readOutcome(page)).toBe(person.uid)
    expect(await callApi(page)).toBe(200)
  })
}

test('a window that was cut off, and has no return address, says what to do; the next one ends well', async ({
  open,
  person,
  sites,
}) => {
  sites.tamper({ severs: 'login' })
  const page = await open()
  await page.evaluate(() => history.replaceState(null, '', '/nowhere'))
  await loseFocus(page)
  const popup = await beginByPopup(page)
  await signInOn(popup, person)
  await expect(popup.getByText('If nothing has changed there, start once more.')).toBeVisible()
  await popup.close()
  await page.evaluate(() => {
    document.hasFocus = () => true
  })
  expect(await readOutcome(page)).toBe('cancelled')
  await beginByPopup(page)
  expect(await readOutcome(page)).toBe(person.uid)
})

test('an answer that no page waits for stays where it is', async ({ open, sites }) => {
  const other = await open()
  const page = await open()
  const url = `${sites.pages}${BLANK_PATH}?code=stolen&state=other&iss=${sites.auth}`
  await page.goto(url)
  await connect(page, sites.auth)
  expect(await page.evaluate(() => auth.handleReturn())).toBeNull()
  expect(page.url()).toBe(url)
  expect([await readSignedInUid(page), await readSignedInUid(other)]).toEqual([null, null])
})

test('each error is an AuthError of the module that the page has', async ({ open, sites }) => {
  const page = await open()
  await page.evaluate(() => {
    globalThis.open = () => null
  })
  const isOne = await page.evaluate(async url => {
    const { AuthError } = await import(url)
    const error = await auth.signIn({ mode: 'popup' }).catch(error => error)
    return [error instanceof AuthError, error.code, new Error('x') instanceof AuthError]
  }, `${sites.auth}/client.js`)
  expect(isOne).toEqual([true, 'popup_blocked', false])
})

test('a sign-in while the server was away leaves the next one as it is', async ({
  open,
  person,
  sites,
}) => {
  const page = await open()
  sites.down(true)
  await begin(page)
  expect(await readOutcome(page)).toBe('server_down')
  sites.down(false)
  await signInByPopup(page, person)
})

test('signed out at the server by a window, which closes itself', async ({
  open,
  person,
  sites,
}) => {
  const page = await open()
  await signInByPopup(page, person)
  const opening = page.waitForEvent('popup')
  await beginSignOut(page, 'popup')
  const popup = await opening
  await expect(popup.getByText(`${new URL(sites.pages).host} asks to sign you out`)).toBeVisible()
  expect(await readSignedInUid(page)).toBeNull()
  const closed = popup.waitForEvent('close')
  await popup.getByRole('button', { name: 'Sign out' }).click()
  await closed
  expect(await page.evaluate(() => signingOut)).toBe('done')
  await beginByPopup(page, { prompt: 'none' })
  expect(await readOutcome(page)).toBe('login_required')
})

test('who stays signed in at the server is signed out on the page alone', async ({
  open,
  person,
}) => {
  const page = await open()
  await signInByPopup(page, person)
  const opening = page.waitForEvent('popup')
  await beginSignOut(page, 'popup')
  const popup = await opening
  await popup.getByRole('link', { name: 'Stay signed in' }).click()
  await popup.waitForURL(url => url.pathname === '/account')
  await popup.close()
  expect(await page.evaluate(() => signingOut)).toBe('done')
  expect(await readSignedInUid(page)).toBeNull()
  await beginByPopup(page, { prompt: 'none' })
  expect(await readOutcome(page)).toBe(person.uid)
})

test('signed out at the server in place of the page, in all tabs', async ({
  open,
  person,
  sites,
}) => {
  await addReturnAddress(sites.host, sites.pages + BLANK_PATH)
  const [page, second] = [await open(), await open()]
  await signInByPopup(page, person)
  await expect.poll(() => second.evaluate(() => told)).toEqual([person.uid])
  await beginSignOut(page, 'redirect')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(sites.pages + BLANK_PATH)
  await expect.poll(() => second.evaluate(() => told)).toEqual([person.uid, null])
  await connect(page, sites.auth)
  await beginByPopup(page, { prompt: 'none' })
  expect(await readOutcome(page)).toBe('login_required')
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
