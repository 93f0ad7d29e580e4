import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

test('the login', async ({ page }) => {
  await page.goto('/login')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Enter your user ID.')).toBeVisible()
  await expectAccessible(page)
})

test('the sign-up', async ({ page, person }) => {
  await page.goto('/signup')
  await expectAccessible(page)
  await page.getByLabel('User ID').fill(person.uid)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.locator('[aria-invalid]').first()).toBeVisible()
  await expectAccessible(page)
})

for (const [name, viewport] of [
  ['on a desk', { width: 1280, height: 720 }],
  ['on a phone', { width: 360, height: 740 }],
] as const) {
  test.describe(name, () => {
    test.use({ viewport })

    test('the users', async ({ page, admin }) => {
      for (const path of ['/users', '/users?q=nobody-is-called-this']) {
        await page.goto(path)
        await expect(page.getByRole('banner')).toContainText(admin.uid)
        await expectAccessible(page)
      }
    })
  })
}

test('a page that is not there', async ({ page, watch }) => {
  watch.expectComplaint(/status of 404/)
  await page.goto('/nothing-here')
  await expectAccessible(page)
})
