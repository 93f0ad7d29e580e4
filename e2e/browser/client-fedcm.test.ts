import type { Page } from 'playwright/test'
import { createMember } from '../fixtures/people.ts'
import { readPaths, signInAtServer, test } from './fedcm.ts'
import { signInOn } from './oauth-test.ts'
import { begin, beginByPopup, readOutcome, signInByPopup } from './signing-in.ts'
import { callApi, connect, expect, readSignedInUid } from './sites.ts'

test.beforeEach(({ sites }) => sites.offerFedcm(true))

const countPopups = (page: Page) => {
  const opened: Page[] = []
  page.on('popup', popup => opened.push(popup))
  return opened
}

test('signIn takes the browser’s dialog; a reload and a second tab know who is signed in', async ({
  connected: { page, shown },
  open,
  person,
  sites,
}) => {
  const opened = countPopups(page)
  await begin(page)
  await shown.choose(await shown.next())
  expect(await readOutcome(page)).toBe(person.uid)
  expect(await callApi(page)).toBe(200)
  expect(opened).toEqual([])
  await page.reload()
  await connect(page, sites.auth)
  expect(await readSignedInUid(page)).toBe(person.uid)
  expect(await readSignedInUid(await open())).toBe(person.uid)
})

test('nobody is signed in at the server: its login opens, and one sign-in is enough', async ({
  context,
  dialogs,
  open,
  person,
}) => {
  const page = await open()
  const shown = await dialogs(page)
  const opened = context.waitForEvent('page')
  await begin(page, { mode: 'fedcm' })
  await signInOn(await opened, person)
  await shown.choose(await shown.next())
  expect(await readOutcome(page)).toBe(person.uid)
})

test('a fresh proof is asked for in a window of the browser', async ({
  connected: { page, shown },
  context,
  person,
}) => {
  const opened = context.waitForEvent('page')
  await begin(page, { prompt: 'login' })
  await shown.choose(await shown.next())
  const proof = await opened
  await proof.getByLabel('Your password').fill(person.password)
  await proof.getByRole('button', { name: 'Continue' }).click()
  expect(await readOutcome(page)).toBe(person.uid)
})

test('loginHint names the account; where another is signed in, the browser opens the login', async ({
  connected: { page, shown },
  context,
  person,
}) => {
  await begin(page, { loginHint: person.uid })
  await shown.choose(await shown.next())
  expect(await readOutcome(page)).toBe(person.uid)
  const opened = context.waitForEvent('page')
  await begin(page, { mode: 'fedcm', loginHint: 'ada' })
  const login = await opened
  await expect(login.getByText(`You are signed in as ${person.uid}.`)).toBeVisible()
})

test('a person who dismisses the dialog has cancelled, and gets a window the next time', async ({
  connected: { page, shown },
  person,
}) => {
  const opened = countPopups(page)
  await begin(page)
  const dialog = await shown.next()
  await page.waitForTimeout(1600)
  await shown.dismiss(dialog)
  expect(await readOutcome(page)).toBe('cancelled')
  expect(opened).toEqual([])
  await beginByPopup(page)
  expect(await readOutcome(page)).toBe(person.uid)
})

test('a signal closes the dialog', async ({ connected: { page, shown } }) => {
  await begin(page)
  await shown.next()
  await page.evaluate(() => stopping.abort())
  expect(await readOutcome(page)).toBe('AbortError')
})

test('a second call takes the place of one that waits', async ({
  connected: { page, shown },
  person,
}) => {
  await begin(page)
  await shown.next()
  await page.evaluate(() => {
    globalThis.asking = signing
  })
  await begin(page)
  expect(await page.evaluate(() => asking)).toBe('cancelled')
  await shown.choose(await shown.next())
  expect(await readOutcome(page)).toBe(person.uid)
})

test('where the registrable domain says nothing, the window opens, and next time at once', async ({
  dialogs,
  open,
  person,
  sites,
}) => {
  sites.offerFedcm(false)
  const page = await open()
  await dialogs(page)
  sites.asked.length = 0
  await signInByPopup(page, person)
  expect(readPaths(sites)).toContain('/api/fedcm/config.json')
  await page.evaluate(() => auth.signOut())
  sites.asked.length = 0
  await beginByPopup(page)
  expect(await readOutcome(page)).toBe(person.uid)
  expect(readPaths(sites)).not.toContain('/api/fedcm/config.json')
})

test('who wants nothing else is told that there is no dialog', async ({ dialogs, open, sites }) => {
  sites.offerFedcm(false)
  const page = await open()
  const opened = countPopups(page)
  await dialogs(page)
  await begin(page, { mode: 'fedcm' })
  expect(await readOutcome(page)).toBe('fedcm_unavailable')
  expect(opened).toEqual([])
})

test('over http, between two ports of localhost, the browser sends the Lax cookie', async ({
  context,
  crossing,
  dialogs,
}) => {
  const person = await createMember(crossing.host)
  await signInAtServer(context, crossing.server, person)
  const page = await context.newPage()
  await page.goto(crossing.origins['same site'] ?? '')
  await connect(page, crossing.server)
  const shown = await dialogs(page)
  crossing.arrivals.length = 0
  await begin(page, { mode: 'fedcm' })
  await shown.choose(await shown.next())
  expect(await readOutcome(page)).toBe(person.uid)
  const accounts = crossing.arrivals.find(({ url }) => url === '/api/fedcm/accounts')
  expect(accounts?.hasCookie).toBe(true)
})
