import type { Page } from 'playwright/test'
import { BLANK_PATH } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import { signInOn } from './oauth-test.ts'
import { begin, beginByPopup, readOutcome, signInByPopup } from './signing-in.ts'
import { callApi, connect, expect, readSignedInUid, test } from './sites.ts'

/** What the page keeps: for the tab, for the origin whether the cookie is kept, and how many databases. */
const readStored = (page: Page) =>
  page.evaluate(async () => {
    const { length } = await indexedDB.databases()
    return [{ ...sessionStorage }, Object.values(localStorage).join(), length]
  })

test('a window of the server signs in; a reload and a second tab know it', async ({
  open,
  person,
  sites,
}) => {
  const page = await open()
  sites.asked.length = 0
  await signInByPopup(page, person)
  expect(await callApi(page)).toBe(200)
  expect(await page.evaluate(() => told)).toEqual([person.uid])
  const noted = { [`latchkey ${sites.auth} fedcm`]: 'fails' }
  expect(await readStored(page), 'all that scripts can read').toEqual([noted, 'kept', 0])
  expect(sites.asked.at(-1)).toMatchObject({ path: '/api/users?limit=1', by: 'cookie' })
  expect(sites.asked.filter(({ path }) => path === '/api/token')).toEqual([])

  await page.reload()
  await connect(page, sites.auth)
  expect(await readSignedInUid(page)).toBe(person.uid)
  const second = await open()
  expect(await readSignedInUid(second)).toBe(person.uid)

  await second.evaluate(() => auth.signOut())
  await expect.poll(() => page.evaluate(() => told)).toEqual([person.uid, null])
  await page.reload()
  await connect(page, sites.auth)
  expect(await readSignedInUid(page)).toBeNull()
  expect(await readStored(page)).toEqual([noted, 'kept', 0])
})

test('the server in place of the page signs in; the address is as before', async ({
  open,
  person,
  sites,
}) => {
  await addReturnAddress(sites.host, sites.pages + BLANK_PATH)
  const page = await open()
  await page.evaluate(() => history.replaceState(null, '', '?tab=2#part'))
  await page.evaluate(() => void auth.signIn({ mode: 'redirect' }))
  await signInOn(page, person)
  await page.waitForURL(url => url.origin === sites.pages)
  await connect(page, sites.auth)
  expect(await page.evaluate(async () => (await auth.handleReturn())?.uid)).toBe(person.uid)
  expect(await readSignedInUid(page)).toBe(person.uid)
  expect(page.url()).toBe(`${sites.pages}${BLANK_PATH}?tab=2#part`)
  await page.reload()
  await connect(page, sites.auth)
  expect(await readSignedInUid(page)).toBe(person.uid)
})

test('an answer in the address that nobody here asked for is nothing', async ({ open, sites }) => {
  const page = await open()
  await page.goto(`${sites.pages}${BLANK_PATH}?code=stolen&state=other&iss=${sites.auth}`)
  await connect(page, sites.auth)
  expect(await page.evaluate(() => auth.handleReturn())).toBeNull()
  expect(await readSignedInUid(page)).toBeNull()
})

for (const given of ['no window', 'a closed window']) {
  test(`where the browser gives ${given}, the page itself goes`, async ({ open, sites }) => {
    await addReturnAddress(sites.host, sites.pages + BLANK_PATH)
    const page = await open()
    await page.evaluate(given => {
      const closed = { closed: true, close() {} } as Window
      globalThis.open = () => (given === 'no window' ? null : closed)
    }, given)
    await begin(page, { mode: 'popup' })
    expect(await readOutcome(page)).toBe('popup_blocked')
    await page.evaluate(() => void auth.signIn())
    await page.waitForURL(url => url.origin === sites.auth)
  })
}

test('a window that is closed, and a signal, end it', async ({ open }) => {
  const page = await open()
  const first = await beginByPopup(page)
  await expect(first.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await first.close()
  expect(await readOutcome(page)).toBe('cancelled')

  const second = await beginByPopup(page)
  const closed = second.waitForEvent('close')
  await page.evaluate(() => stopping.abort())
  expect(await readOutcome(page)).toBe('AbortError')
  await closed
  expect(await readSignedInUid(page)).toBeNull()
})

test('nobody is asked: the answer says whether somebody is signed in', async ({ open, person }) => {
  const page = await open()
  await beginByPopup(page, { prompt: 'none' })
  expect(await readOutcome(page)).toBe('login_required')
  await signInByPopup(page, person)
  await page.evaluate(() => auth.signOut())
  await beginByPopup(page, { prompt: 'none' })
  expect(await readOutcome(page)).toBe(person.uid)
})

test('the login page is filled in, and asks somebody who is signed in again', async ({
  open,
  person,
}) => {
  const page = await open()
  const popup = await beginByPopup(page, { loginHint: person.uid })
  await expect(popup.getByRole('textbox', { name: 'User ID' })).toHaveValue(person.uid)
  await signInOn(popup, person)
  expect(await readOutcome(page)).toBe(person.uid)
  const again = await beginByPopup(page, { prompt: 'login' })
  await again.waitForURL(url => url.pathname === '/step-up')
})

test('the window opens while what comes over the network does not', async ({
  context,
  open,
  person,
}) => {
  const page = await open()
  const held = Promise.withResolvers<void>()
  await context.route('**/client-sign-in.js', async route => {
    await held.promise
    await route.continue()
  })
  await page.evaluate(() => {
    const button = document.body.appendChild(document.createElement('button'))
    button.textContent = 'Sign in'
    button.addEventListener('click', () => {
      globalThis.signing = auth.signIn().then(({ uid }) => uid)
    })
  })
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const popup = await opening
  expect(popup.url()).toBe('about:blank')
  held.resolve()
  await signInOn(popup, person)
  expect(await readOutcome(page)).toBe(person.uid)
})
