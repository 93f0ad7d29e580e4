import { BLANK_PATH } from '../fixtures/sites.ts'
import { askBrowser, readAsked } from './ask-browser.ts'
import {
  awaitLoginStatus,
  noteLoginStatus,
  openPage,
  readPaths,
  signInAtServer,
  test,
} from './fedcm.ts'
import { expect } from './sites.ts'

test.beforeEach(({ sites }) => sites.offerFedcm(true))

test('the account that is chosen gets a code, which the page changes for tokens', async ({
  bare: { page, shown },
  person,
  sites,
}) => {
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

test('the dialog is dismissed', async ({ bare: { page, shown }, sites }) => {
  await askBrowser(page, sites)
  await shown.dismiss(await shown.next())
  expect(await readAsked(page)).toBe('NetworkError')
})

test('a refusal: the browser says so, and the page learns the code', async ({
  bare: { page, shown },
  sites,
}) => {
  await askBrowser(page, sites, { params: { code_challenge: 'short' } })
  await shown.choose(await shown.next())
  const dialog = await shown.next()
  expect(dialog.dialogType).toBe('Error')
  await shown.click(dialog, 'ErrorGotIt')
  expect(await readAsked(page)).toBe('IdentityCredentialError invalid_request')
})

test('a page of a stranger gets nothing', async ({ context, dialogs, person, sites }) => {
  await signInAtServer(context, sites.auth, person)
  const page = await context.newPage()
  await page.goto(sites.stranger + BLANK_PATH)
  const shown = await dialogs(page)
  await askBrowser(page, sites)
  await shown.choose(await shown.next())
  await shown.click(await shown.next(), 'ErrorGotIt')
  expect(await readAsked(page)).toMatch(/^(?:NetworkError|IdentityCredentialError)/)
})

test('the page is disconnected: its session ends, that of the server stays', async ({
  bare: { page, shown },
  person,
  sites,
}) => {
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
  await signInAtServer(context, sites.auth, person)
  const own = await context.newPage()
  await own.addInitScript(noteLoginStatus)
  await own.goto(`${sites.auth}/users`)
  await own.getByRole('button', { name: 'Sign out' }).click()
  await own.waitForURL(`${sites.auth}/login`)
  await awaitLoginStatus(own, 'logged-out')
  await own.close()
  sites.asked.length = 0
  const page = await openPage(context, sites)
  await dialogs(page)
  const opened = context.waitForEvent('page')
  await askBrowser(page, sites)
  await opened
  expect(readPaths(sites), 'the browser knows it without asking').not.toContain(
    '/api/fedcm/accounts',
  )
})

test('without the file of the registrable domain nothing happens', async ({
  context,
  dialogs,
  person,
  sites,
}) => {
  sites.offerFedcm(false)
  await signInAtServer(context, sites.auth, person)
  sites.asked.length = 0
  const page = await openPage(context, sites)
  await dialogs(page)
  await askBrowser(page, sites)
  expect(await readAsked(page)).toBe('NetworkError')
  expect(readPaths(sites)).not.toContain('/api/fedcm/accounts')
})
