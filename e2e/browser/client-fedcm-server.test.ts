import type { BrowserContext, Page } from 'playwright/test'
import type { Person } from '../fixtures/people.ts'
import { BLANK_PATH, type Sites } from '../fixtures/sites.ts'
import { askBrowser, readAsked, test } from './fedcm.ts'
import { signInOn } from './oauth-test.ts'
import { expect } from './sites.ts'

test.beforeEach(({ sites }) => sites.offerFedcm(true))

/** Signs a person in at the server, in a tab of its own. */
async function signInAtServer(context: BrowserContext, { auth }: Sites, person: Person) {
  const page = await context.newPage()
  await page.goto(`${auth}/login`)
  await signInOn(page, person)
  await page.waitForURL(`${auth}/users`)
  // By then its script has told the browser.
  await page.waitForLoadState('networkidle')
  await page.close()
}

async function openPage(context: BrowserContext, { pages }: Sites): Promise<Page> {
  const page = await context.newPage()
  await page.goto(pages + BLANK_PATH)
  return page
}

test('the account that is chosen gets a code, which the page changes for tokens', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  await signInAtServer(context, sites, person)
  const page = await openPage(context, sites)
  const shown = await dialogs(page)
  await askBrowser(page, sites)
  const dialog = await shown.next()
  expect(dialog).toMatchObject({
    dialogType: 'AccountChooser',
    title: 'Sign in to example.org with example.test',
    accounts: [{ accountId: String(person.id), name: person.name, loginState: 'SignUp' }],
  })
  await shown.choose(dialog)
  expect(await readAsked(page)).toBe('200 Bearer')

  await askBrowser(page, sites)
  const again = await shown.next()
  expect(again.accounts).toMatchObject([{ loginState: 'SignIn' }])
  await shown.choose(again)
  expect(await readAsked(page)).toBe('200 Bearer')
})

test('nobody is signed in: the login opens, closes itself, and the account is there', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  const page = await openPage(context, sites)
  const shown = await dialogs(page)
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites)
  const login = await opened
  await expect(login.getByRole('button', { name: 'Cancel' })).toBeVisible()
  const closed = login.waitForEvent('close')
  await signInOn(login, person)
  await closed
  const dialog = await shown.next()
  expect(dialog.accounts).toMatchObject([{ accountId: String(person.id) }])
  await shown.choose(dialog)
  expect(await readAsked(page)).toBe('200 Bearer')
})

test('the login is given up: the window closes, and the page learns it', async ({
  context,
  dialogs,
  sites,
}) => {
  const page = await openPage(context, sites)
  await dialogs(page)
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites)
  const login = await opened
  const closed = login.waitForEvent('close')
  await login.getByRole('button', { name: 'Cancel' }).click()
  await closed
  expect(await readAsked(page)).toBe('NetworkError')
})

test('the dialog is dismissed', async ({ context, dialogs, person, sites }) => {
  await signInAtServer(context, sites, person)
  const page = await openPage(context, sites)
  const shown = await dialogs(page)
  await askBrowser(page, sites)
  await shown.dismiss(await shown.next())
  expect(await readAsked(page)).toBe('NetworkError')
})

test('a refusal: the browser says so, and the page learns the code', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  await signInAtServer(context, sites, person)
  const page = await openPage(context, sites)
  const shown = await dialogs(page)
  await askBrowser(page, sites, { params: { code_challenge: 'short' } })
  await shown.choose(await shown.next())
  const dialog = await shown.next()
  expect(dialog.dialogType).toBe('Error')
  await shown.click(dialog, 'ErrorGotIt')
  expect(await readAsked(page)).toBe('IdentityCredentialError invalid_request')
})

test('a page of a stranger gets nothing', async ({ context, dialogs, person, sites }) => {
  await signInAtServer(context, sites, person)
  const page = await context.newPage()
  await page.goto(sites.stranger + BLANK_PATH)
  const shown = await dialogs(page)
  await askBrowser(page, sites)
  await shown.choose(await shown.next())
  await shown.click(await shown.next(), 'ErrorGotIt')
  expect(await readAsked(page)).toMatch(/^(?:NetworkError|IdentityCredentialError)/)
})

test('a proof is asked for in a window, which gives the code to the browser', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  await signInAtServer(context, sites, person)
  const page = await openPage(context, sites)
  const shown = await dialogs(page)
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites, { params: { prompt: 'login' } })
  await shown.choose(await shown.next())
  const proof = await opened
  await proof.waitForURL(url => url.pathname === '/step-up')
  const closed = proof.waitForEvent('close')
  await proof.getByLabel('Your password').fill(person.password)
  await proof.getByRole('button', { name: 'Continue' }).click()
  await closed
  expect(await readAsked(page)).toBe('200 Bearer')
})

test('that window is given up by Cancel', async ({ context, dialogs, person, sites }) => {
  await signInAtServer(context, sites, person)
  const page = await openPage(context, sites)
  const shown = await dialogs(page)
  for (const prompt of ['login', 'consent']) {
    const opened = context.waitForEvent('page')
    await askBrowser(page, sites, { params: { prompt } })
    await shown.choose(await shown.next())
    const step = await opened
    const closed = step.waitForEvent('close')
    await step.getByRole('button', { name: 'Cancel' }).first().click()
    await closed
    expect(await readAsked(page)).toBe('NetworkError')
  }
})

test('somebody else is meant: the login says who is signed in, and lets them go on or change', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  await signInAtServer(context, sites, person)
  const page = await openPage(context, sites)
  await dialogs(page)
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites, { loginHint: 'somebody-else' })
  const login = await opened
  await expect(login.getByText(`You are signed in as ${person.uid}.`)).toBeVisible()
  const closed = login.waitForEvent('close')
  await login.getByRole('link', { name: 'Go on as you are' }).click()
  await closed
})

test('the page is disconnected: its session ends, that of the server stays', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  await signInAtServer(context, sites, person)
  const page = await openPage(context, sites)
  const shown = await dialogs(page)
  await askBrowser(page, sites)
  await shown.choose(await shown.next())
  expect(await readAsked(page)).toBe('200 Bearer')
  const disconnected = await page.evaluate(
    async ([auth, accountHint]) => {
      type Disconnect = { disconnect(options: object): Promise<void> }
      const { IdentityCredential } = globalThis as unknown as { IdentityCredential: Disconnect }
      const configURL = `${auth}/api/fedcm/config.json`
      const options = { configURL, clientId: location.origin, accountHint }
      return IdentityCredential.disconnect(options).then(
        () => 'done',
        (error: Error) => error.message,
      )
    },
    [sites.auth, person.uid] as const,
  )
  expect(disconnected).toBe('done')
  await askBrowser(page, sites)
  const dialog = await shown.next()
  expect(dialog.accounts).toMatchObject([{ loginState: 'SignUp' }])
  await shown.dismiss(dialog)
})

test('who signs out on our pages is asked to sign in', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  await signInAtServer(context, sites, person)
  const own = await context.newPage()
  await own.goto(`${sites.auth}/users`)
  await own.getByRole('button', { name: 'Sign out' }).click()
  await own.waitForURL(`${sites.auth}/login`)
  await own.waitForLoadState('networkidle')
  await own.close()
  sites.asked.length = 0
  const page = await openPage(context, sites)
  await dialogs(page)
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites)
  await opened
  const paths = sites.asked.map(({ path }) => path)
  expect(paths, 'the browser knows it without asking').not.toContain('/api/fedcm/accounts')
})

test('without the file of the registrable domain nothing happens', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  sites.offerFedcm(false)
  await signInAtServer(context, sites, person)
  sites.asked.length = 0
  const page = await openPage(context, sites)
  await dialogs(page)
  await askBrowser(page, sites)
  expect(await readAsked(page)).toBe('NetworkError')
  expect(sites.asked.map(({ path }) => path)).not.toContain('/api/fedcm/accounts')
})
