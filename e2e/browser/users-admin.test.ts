import { randomInt } from 'node:crypto'
import type { Page } from 'playwright/test'
import { bearer, postJson, sendJson } from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'
import { newUser } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const uids = (page: Page) => page.getByRole('rowheader')
const row = (page: Page, uid: string) => page.getByRole('row').filter({ hasText: uid })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })
const dialog = (page: Page) => page.getByRole('dialog')

/** Adds users whose uids begin with a prefix that no others have. */
async function addUsers(host: Host, count: number): Promise<{ prefix: string; all: string[] }> {
  const prefix = `a${randomInt(1e9)}.`
  const all = Array.from({ length: count }, (_, i) => `${prefix}${i}`)
  for (const uid of all) {
    const { status } = await postJson(host, '/api/users', newUser({ uid }), [
      bearer(host.adminToken),
    ])
    expect(status).toBe(201)
  }
  return { prefix, all }
}

test('the list follows as one types, and the filters', async ({ page, host, admin }) => {
  const { prefix, all } = await addUsers(host, 2)
  await page.goto('/users')
  await page.getByRole('searchbox').pressSequentially(prefix, { delay: 20 })
  await expect(page).toHaveURL(`/users?q=${prefix}`)
  await expect(uids(page)).toHaveText(all)
  await expect(page.getByRole('searchbox')).toHaveValue(prefix)
  await page.getByLabel('Status').selectOption('disabled')
  await expect(page).toHaveURL(`/users?q=${prefix}&status=disabled`)
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
  await expectAccessible(page)
  await page.goBack()
  await expect(page).toHaveURL(`/users?q=${prefix}`)
  await expect(uids(page)).toHaveText(all)
  await page.getByLabel('Users on a page').selectOption('25')
  await expect(page).toHaveURL(`/users?q=${prefix}&limit=25`)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('users are chosen over pages, and each gets an answer', async ({ page, host, admin }) => {
  const { prefix, all } = await addUsers(host, 3)
  const [first = '', second = '', third = ''] = all
  await page.goto(`/users?q=${prefix}&limit=2`)
  await page.getByLabel(`Select ${first}`).check()
  await page.getByRole('link', { name: 'Next', exact: true }).click()
  await page.getByLabel(`Select ${third}`).check()
  await expect(bar(page)).toContainText('2 users selected')
  await expectAccessible(page)
  await page.reload()
  await expect(bar(page)).toContainText('2 users selected')
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  await expect(dialog(page)).toContainText('Disable 2 users?')
  for (const uid of [first, third]) await expect(dialog(page)).toContainText(uid)
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Disable 2 users' }).click()
  await expect(dialog(page)).toContainText('2 users disabled.')
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(row(page, third)).toContainText('Disabled')
  await page.goto(`/users?q=${prefix}`)
  await expect(row(page, first)).toContainText('Disabled')
  await expect(row(page, second)).toContainText('Enabled')
  await expect(bar(page)).not.toContainText('selected')
  await page.goto(`/users?q=${admin.uid}`)
  await page.getByLabel(`Select ${admin.uid}`, { exact: true }).check()
  await page.goto(`/users?q=${prefix}`)
  await page.getByLabel('Select all on this page').check()
  await bar(page).getByRole('button', { name: 'Delete' }).click()
  await expect(dialog(page)).toContainText('You are one of them.')
  await dialog(page).getByRole('button', { name: 'Delete 4 users' }).click()
  await expect(dialog(page)).toContainText('3 users deleted, 1 refused.')
  await expect(dialog(page)).toContainText('last administrator')
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(bar(page)).toContainText('1 user selected')
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
})

test('a user is created and edited, and told who was quicker', async ({ page, host, admin }) => {
  const uid = `c${randomInt(1e9)}`
  await page.goto(`/users?q=${uid}`)
  await page.getByRole('link', { name: 'New user' }).click()
  await dialog(page).getByLabel('User ID').fill('x')
  await dialog(page).getByRole('button', { name: 'Create user' }).click()
  await expect(dialog(page).getByLabel('User ID')).toBeFocused()
  await expect(dialog(page)).toContainText('must have 2 to 64 characters')
  await expectAccessible(page)
  await dialog(page).getByLabel('User ID').fill(uid)
  await dialog(page).getByLabel('Name').fill('Grace Hopper')
  await dialog(page).getByLabel('First password').fill('nanosecond-30cm')
  await dialog(page).getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByText(`${uid} is created.`)).toBeVisible()
  await page.getByRole('link', { name: `Edit ${uid}` }).click()
  await dialog(page).getByLabel('Name').fill('Rear Admiral Hopper')
  await dialog(page).getByLabel('Role').selectOption('Editor')
  await dialog(page).getByRole('button', { name: 'Save user' }).click()
  await expect(row(page, uid)).toContainText('Rear Admiral Hopper')
  await expect(row(page, uid)).toContainText('Editor')
  await page.getByRole('link', { name: `Edit ${uid}` }).click()
  await dialog(page).getByLabel('Name').fill('Amazing Grace')
  const call = { method: 'PATCH', path: `/api/users/${uid}`, headers: [bearer(host.adminToken)] }
  await sendJson(host, call, { name: 'Quicker' })
  await dialog(page).getByRole('button', { name: 'Save user' }).click()
  await expect(dialog(page)).toContainText('Somebody else has changed this user meanwhile.')
  await expect(dialog(page).getByLabel('Name')).toHaveValue('Amazing Grace')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('by keyboard alone: choose, delete, see the answer', async ({ page, host, admin }) => {
  const { prefix, all } = await addUsers(host, 1)
  await page.goto(`/users?q=${prefix}`)
  await tabTo(page, `Select ${all[0]}`)
  await page.keyboard.press('Space')
  await tabTo(page, 'Delete…')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('Delete 1 user?')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(bar(page).getByRole('button', { name: 'Delete…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, 'Delete 1 user')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('1 user deleted.')
  await tabTo(page, 'Close')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the dialogs are pages', async ({ page, host, admin }) => {
    const { prefix, all } = await addUsers(host, 2)
    await page.goto(`/users?q=${prefix}`)
    await page.getByLabel(`Select ${all[0]}`).check()
    await page.getByLabel('Action').selectOption('delete')
    await page.getByRole('button', { name: 'Go on…' }).click()
    await page.getByRole('button', { name: 'Delete 1 user' }).click()
    await expect(page.getByText('1 user deleted.')).toBeVisible()
    await page.goto(`/users?q=${prefix}`)
    await expect(uids(page)).toHaveText(all.slice(1))
    await page.getByRole('link', { name: `Edit ${all[1]}` }).click()
    await page.getByLabel('Name').fill('Ada Lovelace')
    await page.getByRole('button', { name: 'Save user' }).click()
    await expect(page.getByText(`${all[1]} is saved.`)).toBeVisible()
    await page.goto('/users')
    await page.getByRole('link', { name: 'New user' }).click()
    await page.getByRole('button', { name: 'Create user' }).click()
    await expect(page.getByText('must have 2 to 64 characters')).toBeVisible()
    await expect(page.getByRole('banner')).toContainText(admin.uid)
  })
})

/** Presses Tab until what is called `name` has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page
    .getByLabel(name, { exact: true })
    .or(page.getByRole('button', { name, exact: true }))
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluateAll(all => all.includes(document.activeElement as HTMLElement))) return
  }
  throw new Error(`Tab does not lead to ${name}`)
}
