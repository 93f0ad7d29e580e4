import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import {
  addUsers,
  locateDialog,
  locateSelectionBar,
  locateUids,
  locateUserRow,
  tick,
} from './users-page.ts'

test('all matching users are given a role, on every page, in batches', async ({
  page,
  host,
  admin,
}) => {
  const { prefix, all } = await addUsers(host, 53)
  await page.goto(`/users?q=${prefix}&limit=25`)
  await tick(page, 'Select all on this page')
  await expect(locateSelectionBar(page)).toContainText('25 users selected')
  await locateSelectionBar(page).getByRole('button', { name: 'Select all 53 users' }).click()
  await expect(locateSelectionBar(page)).toContainText('All 53 users selected')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Next', exact: true }).click()
  await expect(page.getByLabel(/^Select a/).first()).toBeChecked()
  await locateSelectionBar(page).getByRole('button', { name: 'Set role…' }).click()
  await expect(locateDialog(page)).toContainText('Set the role of 53 users?')
  await expect(locateDialog(page)).toContainText(`All users who match “${prefix}”`)
  await locateDialog(page).getByLabel('New role').selectOption('Editor')
  await expectAccessible(page)

  const held = Promise.withResolvers<void>()
  await page.route('**/api/users/bulk', async route => {
    await held.promise
    await route.continue()
  })
  await locateDialog(page).getByRole('button', { name: 'Set the role of 53 users' }).click()
  await expect(locateDialog(page).getByRole('progressbar')).toBeVisible()
  await expect(locateDialog(page)).toContainText('0 of 53 done')
  await expectAccessible(page)
  held.resolve()
  await expect(locateDialog(page)).toContainText('53 users given the role.')
  await locateDialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(locateSelectionBar(page)).not.toContainText('All')
  await page.goto(`/users?q=${prefix}&role=Editor&limit=200`)
  await expect(locateUids(page)).toHaveCount(all.length)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('a bulk change is stopped, and counts the rest; another filter needs another selection', async ({
  page,
  host,
  admin,
}) => {
  const { prefix } = await addUsers(host, 51)
  await page.goto(`/users?q=${prefix}&limit=25`)
  await tick(page, 'Select all on this page')
  await locateSelectionBar(page).getByRole('button', { name: 'Select all 51 users' }).click()
  await page.getByLabel('Role').selectOption('User')
  await expect(page).toHaveURL(/role=User/)
  await expect(locateSelectionBar(page)).toContainText('25 users selected')
  await locateSelectionBar(page).getByRole('button', { name: 'Select all 51 users' }).click()
  await locateSelectionBar(page).getByRole('button', { name: 'Delete…' }).click()
  const held = Promise.withResolvers<void>()
  await page.route('**/api/users/bulk', async route => {
    await held.promise
    await route.continue()
  })
  const begun = page.waitForRequest('**/api/users/bulk')
  await locateDialog(page).getByRole('button', { name: 'Delete 51 users' }).click()
  await begun
  await page.keyboard.press('Escape')
  await expect(locateDialog(page).getByRole('button', { name: 'Stopping…' })).toBeDisabled()
  held.resolve()
  await expect(locateDialog(page)).toContainText('50 users deleted. 1 user not changed.')
  await locateDialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(locateUids(page)).toHaveCount(1)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('a bulk change says that the server went away', async ({ page, host, admin, watch }) => {
  watch.expectComplaint(/ERR_FAILED/)
  const { prefix, all } = await addUsers(host, 1)
  await page.goto(`/users?q=${prefix}`)
  await tick(page, 'Select all on this page')
  await locateSelectionBar(page).getByRole('button', { name: 'Disable…' }).click()
  await page.route('**/api/users/bulk', async route => {
    await route.fetch()
    await route.abort()
  })
  await locateDialog(page)
    .getByRole('button', { name: `Disable ${all[0]}` })
    .click()
  await expect(locateDialog(page)).toContainText('The change failed: the server cannot be reached.')
  await expect(locateDialog(page)).toContainText(
    'It is not known what became of 1 user: the list shows it.',
  )
  await expect(locateDialog(page)).not.toContainText('not changed')
  await expectAccessible(page)
  await locateDialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(locateUserRow(page, all[0] ?? '')).toContainText('Disabled')
  await expect(locateSelectionBar(page)).toContainText('1 user selected')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('a form shows that it is being sent', async ({ page, host, admin }) => {
  const { prefix, all } = await addUsers(host, 1)
  await page.goto(`/users?q=${prefix}`)
  await page.getByRole('button', { name: `Actions for ${all[0]}` }).click()
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  const held = Promise.withResolvers<void>()
  await page.route('**/users?q=*', async route => {
    if (route.request().method() === 'POST') await held.promise
    await route.continue()
  })
  await locateDialog(page).getByLabel('Name').fill('Busy Bee')
  const save = locateDialog(page).getByRole('button', { name: 'Save user' })
  await save.click()
  await expect(save).toBeDisabled()
  await expect(save).toHaveAttribute('aria-busy', 'true')
  await expectAccessible(page)
  held.resolve()
  await expect(locateUserRow(page, all[0] ?? '')).toContainText('Busy Bee')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})
