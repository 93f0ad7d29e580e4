import { askBrowser, readAsked } from './ask-browser.ts'
import { openPage, test } from './fedcm.ts'
import { signInOn } from './oauth-test.ts'
import { holdScripts } from './scripts.ts'
import { expect } from './sites.ts'

test.beforeEach(({ sites }) => sites.offerFedcm(true))

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
  bare: { page, shown },
  context,
  person,
  sites,
}) => {
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

test('that window is given up by Cancel', async ({ bare: { page, shown }, context, sites }) => {
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

test('Cancel is heard that is pressed before the scripts of that window run', async ({
  bare: { page, shown },
  context,
  sites,
}) => {
  const release = await holdScripts(context)
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites, { params: { prompt: 'login' } })
  await shown.choose(await shown.next())
  const step = await opened
  const closed = step.waitForEvent('close')
  await step.getByRole('button', { name: 'Cancel' }).click()
  release()
  await closed
  expect(await readAsked(page)).toBe('NetworkError')
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
