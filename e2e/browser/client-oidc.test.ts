import type { UserManager } from 'oidc-client-ts'
import type { Page } from 'playwright/test'
import type { Person } from '../fixtures/people.ts'
import { BLANK_PATH, type Sites } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import { expect, test } from './sites.ts'

declare global {
  // In the page of the application.
  var manager: UserManager
  var oidc: typeof import('oidc-client-ts')
  /** The person whom a window of its own is asked for. */
  var pending: Promise<string>
}

const SCRIPT = '../../node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js'

test('a page of another site signs in and out by oidc-client-ts, refreshes, and calls with proofs', async ({
  page,
  person,
  sites,
}) => {
  await addReturnAddress(sites.host, sites.pages + BLANK_PATH)
  await openApplication(page, sites)
  await page.evaluate(() => void manager.signinRedirect())
  await signIn(page, person)
  await page.waitForURL(url => url.origin === sites.pages)
  await startManager(page, sites)
  const sub = await page.evaluate(async () => (await manager.signinCallback())?.profile.sub)
  expect(sub).toBe(String(person.id))

  await openApplication(page, sites)
  const first = await readToken(page)
  await page.evaluate(() => manager.signinSilent())
  expect(await readToken(page)).not.toBe(first)
  expect(await callWithProof(page, `${sites.auth}/api/id`)).toBe(person.uid)

  await page.evaluate(() => void manager.signoutRedirect({ state: 'bye' }))
  await page.waitForURL(url => url.origin === sites.pages && url.search.includes('state='))
  await page.goto(`${sites.auth}/users`)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})

test('a page of another site signs in by oidc-client-ts in a window of its own', async ({
  page,
  person,
  sites,
}) => {
  await addReturnAddress(sites.host, sites.pages + BLANK_PATH)
  await openApplication(page, sites)
  const opened = page.waitForEvent('popup')
  await page.evaluate(() => {
    globalThis.pending = manager.signinPopup().then(user => user.profile.sub)
  })
  const popup = await opened
  await signIn(popup, person)
  await popup.waitForURL(url => url.origin === sites.pages)
  await startManager(popup, sites)
  await popup.evaluate(() => void manager.signinPopupCallback())
  expect(await page.evaluate(() => pending)).toBe(String(person.id))
})

async function signIn(page: Page, { uid, password }: Person): Promise<void> {
  await page.getByRole('textbox', { name: 'User ID' }).fill(uid)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function openApplication(page: Page, sites: Sites): Promise<void> {
  await page.goto(sites.pages + BLANK_PATH)
  await startManager(page, sites)
}

/** Does what an application does that uses oidc-client-ts with a key of the browser, on each of its pages. */
async function startManager(page: Page, { auth, pages }: Sites): Promise<void> {
  await page.addScriptTag({ path: new URL(SCRIPT, import.meta.url).pathname })
  await page.evaluate(
    ([authority, client_id, redirect_uri]) => {
      const store = new oidc.IndexedDbDPoPStore()
      globalThis.manager = new oidc.UserManager({
        authority,
        client_id,
        redirect_uri,
        post_logout_redirect_uri: redirect_uri,
        scope: 'openid profile',
        automaticSilentRenew: false,
        dpop: { bind_authorization_code: true, store },
      })
    },
    [auth, pages, pages + BLANK_PATH] as const,
  )
}

function readToken(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => (await manager.getUser())?.access_token)
}

function callWithProof(page: Page, url: string): Promise<string> {
  return page.evaluate(async url => {
    const user = await manager.getUser()
    if (!user) throw new Error('Nobody is signed in.')
    const proof = (await manager.dpopProof(url, user, 'GET')) ?? ''
    const headers = { Authorization: `DPoP ${user.access_token}`, DPoP: proof }
    return (await (await fetch(url, { headers })).json()).uid
  }, url)
}
