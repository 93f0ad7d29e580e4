import { randomInt } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright/test'
import { bearer, send } from '../fixtures/client.ts'
import { createMember } from '../fixtures/people.ts'
import { expect, test } from './test.ts'
import { addUsers, chooseMenuItem, locateDialog, locateSelectionBar, tick } from './users-page.ts'

const OFFLINE = [/ERR_INTERNET_DISCONNECTED/]

/** Holds every form that a page sends; the function that comes back lets them go. */
async function holdForms(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/*', async route => {
    if (route.request().method() === 'POST') await promise
    await route.continue()
  })
  return resolve
}

/** Signs another user in, as another tab does. */
async function become(context: BrowserContext, port: number, token: string): Promise<void> {
  const url = `http://localhost:${port}`
  await context.addCookies([{ name: 'jwt', value: token, url, httpOnly: true, sameSite: 'Lax' }])
}

test('what is typed while a form is on its way is not lost', async ({ page, member }) => {
  await page.goto('/account')
  const main = page.getByRole('main')
  await main.getByLabel('Name', { exact: true }).fill('Grace')
  const release = await holdForms(page)
  await main.getByRole('button', { name: 'Save profile' }).click()
  await expect(main.getByRole('button', { name: 'Save profile' })).toBeDisabled()
  await main.getByLabel('Name', { exact: true }).fill('Grace Brewster')
  await main.getByLabel('E-mail').fill('grace@example.org')
  release()
  await expect(main.getByText('Your profile is saved.')).toBeVisible()
  await expect(main.getByLabel('Name', { exact: true })).toHaveValue('Grace Brewster')
  await expect(main.getByLabel('E-mail')).toHaveValue('grace@example.org')
  await main.getByRole('button', { name: 'Save profile' }).click()
  await expect(main.getByRole('button', { name: 'Save profile' })).toBeEnabled()
  await page.reload()
  await expect(main.getByLabel('E-mail')).toHaveValue('grace@example.org')
  await expect(page.getByRole('banner')).toContainText(member.uid)
})

test('a form whose request fails stays as it is, and says so', async ({
  page,
  context,
  watch,
  member,
}) => {
  for (const complaint of OFFLINE) watch.expectComplaint(complaint)
  await page.goto('/account')
  const main = page.getByRole('main')
  const fields = ['Current password', 'New password'].map(label =>
    main.getByLabel(label, { exact: true }),
  )
  for (const field of fields) await field.fill('nanosecond-30cm')
  await main.getByLabel('Name', { exact: true }).fill('Elsewhere')
  await context.setOffline(true)
  await main.getByRole('button', { name: 'Change password' }).click()
  await expect(main.getByText('The server cannot be reached.')).toBeVisible()
  for (const field of fields) await expect(field).toHaveValue('nanosecond-30cm')
  await expect(main.getByLabel('Name', { exact: true })).toHaveValue('Elsewhere')
  await context.setOffline(false)
  await main.getByRole('button', { name: 'Save profile' }).click()
  await expect(main.getByText('Your profile is saved.')).toBeVisible()
  await expect(page.getByRole('banner')).toContainText(member.uid)
})

test('a page of one user does nothing as another who signed in since', async ({
  page,
  context,
  host,
  member,
}) => {
  const other = await createMember(host)
  await page.goto('/account')
  await become(context, host.port, other.token)
  const main = page.getByRole('main')
  await main.getByLabel('Name', { exact: true }).fill('Not Theirs')
  for (const _ of [1, 2]) {
    await main.getByRole('button', { name: 'Save profile' }).click()
    await expect(main.getByText(`${other.uid} is signed in in this browser now`)).toBeVisible()
    await expect(main.getByLabel('Name', { exact: true })).toHaveValue('Not Theirs')
  }
  const now = await send(host, { path: '/api/id', headers: [bearer(other.token)] })
  expect(now.json()).toMatchObject({ name: other.name })
  await page.reload()
  await expect(page.getByRole('banner')).toContainText(other.uid)
  await main.getByLabel('Name', { exact: true }).fill('Theirs')
  await main.getByRole('button', { name: 'Save profile' }).click()
  await expect(main.getByText('Your profile is saved.')).toBeVisible()
  expect(member.uid).not.toBe(other.uid)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the same form shows the present user nothing of the other', async ({
    page,
    context,
    host,
    member,
  }) => {
    const other = await createMember(host)
    await page.goto('/account')
    await become(context, host.port, other.token)
    await page.getByLabel('Name', { exact: true }).fill(`Secret of ${member.uid}`)
    await page.getByRole('button', { name: 'Save profile' }).click()
    await expect(page.getByText(`${other.uid} is signed in in this browser now`)).toBeVisible()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue(other.name)
  })
})

test('a bulk change asks who is signed in, too', async ({ page, context, host, admin }) => {
  const { prefix, all } = await addUsers(host, 1)
  const other = await createMember(host)
  await page.goto(`/users?q=${prefix}`)
  await tick(page, `Select ${all[0]}`)
  await locateSelectionBar(page).getByRole('button', { name: 'Disable' }).click()
  await become(context, host.port, other.token)
  const refreshes: string[] = []
  page.on('request', request => {
    const { rsc, 'next-router-prefetch': prefetch } = request.headers()
    if (rsc && !prefetch) refreshes.push(request.url())
  })
  await locateDialog(page)
    .getByRole('button', { name: /^Disable/ })
    .click()
  const told = locateDialog(page).getByText(`${other.uid} is signed in in this browser now`)
  await expect(told).toBeVisible()
  // A refresh would be asked for before this.
  await page.evaluate(() => fetch('/api/id'))
  expect(refreshes).toEqual([])
  expect(admin.uid).not.toBe(other.uid)
})

test('a dialog that is closed while its form is sent still tells what came of it', async ({
  page,
  admin,
}) => {
  const uid = `c${randomInt(1e9)}`
  await page.goto(`/users?q=${uid}`)
  for (const outcome of [`${uid} is created.`, 'The form that you closed was not saved.']) {
    await page.getByRole('link', { name: 'New user' }).click()
    await locateDialog(page).getByLabel('User ID').fill(uid)
    await locateDialog(page).getByLabel('Name').fill('Grace Hopper')
    await locateDialog(page).getByLabel('First password').fill('nanosecond-30cm')
    const release = await holdForms(page)
    await locateDialog(page).getByRole('button', { name: 'Create user' }).click()
    await page.keyboard.press('Escape')
    await expect(locateDialog(page)).toHaveCount(0)
    release()
    await expect(page.getByText(outcome)).toBeVisible()
    await page.unroute('**/*')
  }
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('a ticked user who is renamed stays ticked', async ({ page, host, admin }) => {
  const { prefix, all } = await addUsers(host, 2)
  const [first = '', second = ''] = all
  await page.goto(`/users?q=${prefix}`)
  for (const uid of all) await tick(page, `Select ${uid}`)
  await chooseMenuItem(page, first, 'Edit…')
  await locateDialog(page).getByLabel('User ID').fill(`${prefix}new`)
  await locateDialog(page).getByRole('button', { name: 'Save user' }).click()
  await expect(page.getByLabel(`Select ${prefix}new`)).toBeChecked()
  await expect(locateSelectionBar(page)).toContainText('2 users selected')
  await locateSelectionBar(page).getByRole('button', { name: 'Disable' }).click()
  for (const uid of [`${prefix}new`, second]) await expect(locateDialog(page)).toContainText(uid)
  await locateDialog(page).getByRole('button', { name: 'Disable 2 users' }).click()
  await expect(locateDialog(page)).toContainText('2 users disabled.')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})
