import { makeUid } from '../fixtures/people.ts'
import { expect, test } from './test.ts'
import { addUsers, locateUids } from './users-page.ts'

test.beforeEach(({ admin }) => expect(admin.uid).toBe('admin'))

test('a second choice before the answer to the first counts with it', async ({ page, host }) => {
  const { prefix } = await addUsers(host, 1)
  await page.goto(`/users?q=${prefix}`)
  const held = Promise.withResolvers<void>()
  await page.route(/role=User&_rsc/, async route => {
    await held.promise
    // The page may have cancelled the request.
    await route.continue().catch(() => {})
  })
  const first = page.waitForRequest(/role=User&_rsc/)
  await page.getByLabel('Role').selectOption('User')
  await first
  await page.getByLabel('Status').selectOption('disabled')
  held.resolve()
  await expect(page).toHaveURL(`/users?q=${prefix}&role=User&status=disabled`)
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
})

test('a choice keeps the focus when the list follows it', async ({ page }) => {
  await page.goto('/users')
  const role = page.getByLabel('Role')
  await role.focus()
  for (const name of ['User', 'Editor']) {
    await page.keyboard.press('ArrowDown')
    await expect(page).toHaveURL(`/users?role=${name}`)
    await expect(role).toHaveValue(name)
    await expect(role).toBeFocused()
  }
  await page.goBack()
  await expect(role).toHaveValue('User')

  await page.goto('/activity')
  await page.getByRole('searchbox').fill('nobody')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=nobody/)
  await expect(page.getByRole('searchbox')).toBeFocused()
})

test('the search box shows the present search, whatever was typed before', async ({ page }) => {
  await page.goto('/users')
  const box = page.getByRole('searchbox')
  const nobody = makeUid()
  for (const text of [`${nobody}a`, '', `${nobody}b`]) {
    await box.fill(text)
    await expect(page).toHaveURL(text ? `/users?q=${text}` : '/users')
  }
  await page.getByRole('link', { name: 'Show all users' }).click()
  await expect(page).toHaveURL('/users')
  await expect(locateUids(page).first()).toBeVisible()
  await expect(box).toHaveValue('')
})
