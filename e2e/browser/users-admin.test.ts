import { randomInt } from 'node:crypto'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import {
  addUsers,
  chooseMenuItem,
  locateDialog,
  locateSelectionBar,
  locateUids,
  locateUserRow,
  tabTo,
  tick,
} from './users-page.ts'

test('the list follows typing and filters', async ({ page, host, admin }) => {
  const { prefix, all } = await addUsers(host, 2)
  await page.goto('/users')
  await page.getByRole('searchbox').pressSequentially(prefix, { delay: 20 })
  await expect(page).toHaveURL(`/users?q=${prefix}`)
  await expect(locateUids(page)).toHaveText(all)
  await expect(page.getByRole('searchbox')).toHaveValue(prefix)
  await page.getByLabel('Status').selectOption('disabled')
  await expect(page).toHaveURL(`/users?q=${prefix}&status=disabled`)
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
  await expectAccessible(page)
  await page.goBack()
  await expect(page).toHaveURL(`/users?q=${prefix}`)
  await expect(locateUids(page)).toHaveText(all)
  await page.getByLabel('Users per page').selectOption('25')
  await expect(page).toHaveURL(`/users?q=${prefix}&limit=25`)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('going back leads to the list as it was before typing', async ({ page, host, admin }) => {
  const { prefix, all } = await addUsers(host, 3)
  const box = page.getByRole('searchbox')
  await page.goto(`/users?q=${prefix}&limit=2`)
  await page.getByRole('link', { name: 'Next', exact: true }).click()
  await expect(locateUids(page)).toHaveText(all.slice(2))
  const second = page.url()
  for (const text of [`${prefix}0`, `${prefix}1`]) {
    await box.fill(text)
    await expect(page).toHaveURL(`/users?q=${text}&limit=2`)
  }
  await page.goBack()
  await expect(page).toHaveURL(second)
  await expect(locateUids(page)).toHaveText(all.slice(2))
  await expect(box).toHaveValue(prefix)
  await page.goForward()
  await expect(locateUids(page)).toHaveText(all.slice(1, 2))
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('users are selected over several pages, and each has a result', async ({
  page,
  host,
  admin,
}) => {
  const { prefix, all } = await addUsers(host, 3)
  const [first = '', second = '', third = ''] = all
  await page.goto(`/users?q=${prefix}&limit=2`)
  await tick(page, `Select ${first}`)
  await page.getByRole('link', { name: 'Next', exact: true }).click()
  await tick(page, `Select ${third}`)
  await expect(locateSelectionBar(page)).toContainText('2 users selected')
  await expectAccessible(page)
  await page.reload()
  await expect(locateSelectionBar(page)).toContainText('2 users selected')
  await locateSelectionBar(page).getByRole('button', { name: 'Disable' }).click()
  await expect(locateDialog(page)).toContainText('Disable 2 users?')
  for (const uid of [first, third]) await expect(locateDialog(page)).toContainText(uid)
  await expectAccessible(page)
  await locateDialog(page).getByRole('button', { name: 'Disable 2 users' }).click()
  await expect(locateDialog(page)).toContainText('2 users disabled.')
  await locateDialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(locateUserRow(page, third)).toContainText('Disabled')
  await page.goto(`/users?q=${prefix}`)
  await expect(locateUserRow(page, first)).toContainText('Disabled')
  await expect(locateUserRow(page, second)).toContainText('Enabled')
  await expect(locateSelectionBar(page)).not.toContainText('selected')
  await page.goto(`/users?q=${admin.uid}`)
  await tick(page, `Select ${admin.uid}`)
  await page.goto(`/users?q=${prefix}`)
  await tick(page, 'Select all on this page')
  await locateSelectionBar(page).getByRole('button', { name: 'Delete' }).click()
  await expect(locateDialog(page)).toContainText('You are one of them.')
  await locateDialog(page).getByRole('button', { name: 'Delete 4 users' }).click()
  await expect(locateDialog(page)).toContainText('3 users deleted, 1 refused.')
  await expect(locateDialog(page)).toContainText('last administrator')
  await expectAccessible(page)
  await locateDialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(locateSelectionBar(page)).toContainText('1 user selected')
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
})

test('a user is created and edited', async ({ page, admin }) => {
  const uid = `c${randomInt(1e9)}`
  await page.goto(`/users?q=${uid}`)
  await page.getByRole('link', { name: 'New user' }).click()
  await locateDialog(page).getByLabel('User ID').fill('x')
  await locateDialog(page).getByRole('button', { name: 'Create user' }).click()
  await expect(locateDialog(page).getByLabel('User ID')).toBeFocused()
  await expect(locateDialog(page)).toContainText('must have 2 to 64 characters')
  await expectAccessible(page)
  await locateDialog(page).getByLabel('User ID').fill(uid)
  await locateDialog(page).getByLabel('Name').fill('Grace Hopper')
  await locateDialog(page).getByLabel('First password').fill('nanosecond-30cm')
  await locateDialog(page).getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByText(`${uid} is created.`)).toBeVisible()
  await chooseMenuItem(page, uid, 'Edit…')
  await locateDialog(page).getByLabel('Name').fill('Rear Admiral Hopper')
  await locateDialog(page).getByLabel('E-mail').fill('no address')
  await locateDialog(page).getByRole('button', { name: 'Save user' }).click()
  await expect(locateDialog(page).getByLabel('E-mail')).toBeFocused()
  await expectAccessible(page)
  await locateDialog(page).getByLabel('E-mail').fill('')
  await locateDialog(page).getByLabel('Role').selectOption('Editor')
  await locateDialog(page).getByRole('button', { name: 'Save user' }).click()
  await expect(locateUserRow(page, uid)).toContainText('Rear Admiral Hopper')
  await expect(locateUserRow(page, uid)).toContainText('Editor')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('by keyboard alone: choose, delete, see the answer', async ({ page, host, admin }) => {
  const { prefix, all } = await addUsers(host, 1)
  await page.goto(`/users?q=${prefix}`)
  await tabTo(page, `Select ${all[0]}`)
  await page.keyboard.press('Space')
  await tabTo(page, 'Delete…')
  await page.keyboard.press('Enter')
  await expect(locateDialog(page)).toContainText(`Delete ${all[0]}?`)
  await page.keyboard.press('Escape')
  await expect(locateDialog(page)).toHaveCount(0)
  await expect(locateSelectionBar(page).getByRole('button', { name: 'Delete…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, `Delete ${all[0]}`)
  await page.keyboard.press('Enter')
  await expect(locateDialog(page)).toContainText('1 user deleted.')
  await tabTo(page, 'Close')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeFocused()
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the dialogs are pages', async ({ page, host, admin }) => {
    const { prefix, all } = await addUsers(host, 2)
    await page.goto(`/users?q=${prefix}`)
    await tick(page, `Select ${all[0]}`)
    await page.getByLabel('Action', { exact: true }).selectOption('delete')
    await page.getByRole('button', { name: 'Continue…' }).click()
    await page.getByRole('button', { name: `Delete ${all[0]}` }).click()
    await expect(page.getByText('1 user deleted.')).toBeVisible()
    await page.goto(`/users?q=${prefix}`)
    await expect(locateUids(page)).toHaveText(all.slice(1))
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
