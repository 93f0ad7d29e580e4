import type { Page } from 'playwright/test'
import { BLANK_PATH } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import { beginByPopup, readOutcome, signInByPopup } from './signing-in.ts'
import { connect, expect, readSignedInUid, test } from './sites.ts'

declare global {
  // In the page that signs out.
  var signingOut: Promise<string>
}

/** Begins to sign out at the server, too; `signingOut` in the page tells how it ends. */
const beginSignOut = (page: Page, mode: 'popup' | 'redirect') =>
  page.evaluate(mode => {
    globalThis.signingOut = auth.signOut({ everywhere: true, mode }).then(
      () => 'done',
      error => error.code ?? error.name,
    )
  }, mode)

/** The same in a window, which comes back. */
async function openSignOut(page: Page): Promise<Page> {
  const opening = page.waitForEvent('popup')
  await beginSignOut(page, 'popup')
  return opening
}

test('signed out at the server by a window, which closes itself', async ({
  open,
  person,
  sites,
}) => {
  const page = await open()
  await signInByPopup(page, person)
  const popup = await openSignOut(page)
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
  const popup = await openSignOut(page)
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
