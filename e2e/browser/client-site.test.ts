import { expectAccessible } from './axe.ts'
import { expect, test } from './sites.ts'

test('the example signs in, lists people, knows them again and signs out', async ({
  context,
  person,
  sites,
}) => {
  const page = await context.newPage()
  await page.goto(sites.pages)
  await page.getByLabel('User ID').fill(person.uid)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('status')).toHaveText('Invalid user id or password')
  await expectAccessible(page)

  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: person.name })).not.toHaveCount(0)
  await expect(page.getByRole('status')).toHaveText('')
  await expectAccessible(page)

  await page.reload()
  await expect(page.getByRole('listitem')).not.toHaveCount(0)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByLabel('User ID')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('User ID')).toBeVisible()
})
