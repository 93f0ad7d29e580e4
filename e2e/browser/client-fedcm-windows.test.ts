import type { BrowserContext, Page } from 'playwright/test'
import type { Sites } from '../fixtures/sites.ts'
import { askBrowser, readAsked } from './ask-browser.ts'
import { type Dialogs, openPage, test } from './fedcm.ts'
import { signInOn } from './oauth-test.ts'
import { holdScripts } from './scripts.ts'
import { expect } from './sites.ts'

test.beforeEach(({ sites }) => sites.offerFedcm(true))

/** Asks for a step that needs a page of the server, which the browser opens in a window. */
async function openStep(
  { page, shown }: { page: Page; shown: Dialogs },
  context: BrowserContext,
  sites: Sites,
  prompt: string,
): Promise<Page> {
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites, { params: { prompt } })
  await shown.choose(await shown.next())
  return opened
}

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

test('a proof is asked for in a window, which gives the code to the browser', async ({
  bare,
  context,
  person,
  sites,
}) => {
  const proof = await openStep(bare, context, sites, 'login')
  await proof.waitForURL(url => url.pathname === '/step-up')
  const closed = proof.waitForEvent('close')
  await proof.getByLabel('Your password').fill(person.password)
  await proof.getByRole('button', { name: 'Continue' }).click()
  await closed
  expect(await readAsked(bare.page)).toBe('200 Bearer')
})

test('that window is given up by Cancel', async ({ bare, context, sites }) => {
  for (const prompt of ['login', 'consent']) {
    const step = await openStep(bare, context, sites, prompt)
    const closed = step.waitForEvent('close')
    await step.getByRole('button', { name: 'Cancel' }).first().click()
    await closed
    expect(await readAsked(bare.page)).toBe('NetworkError')
  }
})

test('Cancel is heard that is pressed before the scripts of that window run', async ({
  bare,
  context,
  sites,
}) => {
  const release = await holdScripts(context)
  const step = await openStep(bare, context, sites, 'login')
  const closed = step.waitForEvent('close')
  await step.getByRole('button', { name: 'Cancel' }).click()
  release()
  await closed
  expect(await readAsked(bare.page)).toBe('NetworkError')
})

test('somebody else is meant: the login says who is signed in, and lets them go on or change', async ({
  bare: { page },
  context,
  person,
  sites,
}) => {
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites, { loginHint: 'somebody-else' })
  const login = await opened
  await expect(login.getByText(`You are signed in as ${person.uid}.`)).toBeVisible()
  const closed = login.waitForEvent('close')
  await login.getByRole('link', { name: 'Go on as you are' }).click()
  await closed
})
