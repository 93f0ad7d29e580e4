import type { Page } from 'playwright/test'
import { BLANK_PATH } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import { signInOn } from './oauth-test.ts'
import { begin, beginByPopup, readOutcome, signInByPopup } from './signing-in.ts'
import { callApi, connect, expect, readSignedInUid, test } from './sites.ts'

test.afterEach(({ sites }) => sites.tamper())

/** As when the window is in front: the browser under test gives each page the focus. */
const loseFocus = (page: Page) =>
  page.evaluate(() => {
    document.hasFocus = () => false
  })

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
