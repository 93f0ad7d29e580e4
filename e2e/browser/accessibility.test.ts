import { signIn } from '../fixtures/people.ts'
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

    test('the account', async ({ page, host, member }) => {
      await signIn(host, member)
      await page.goto('/account')
      await expect(page.getByRole('region', { name: 'Sessions' })).toContainText('This one')
      await expectAccessible(page)
      await page.getByLabel('E-mail').fill('no address')
      await page.getByRole('button', { name: 'Save profile' }).click()
      await expect(page.locator('[aria-invalid]')).toBeVisible()
      await page.getByLabel('New password').fill('short')
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Delete my account…' }).click()
      await page.getByRole('button', { name: `Delete account ${member.uid}` }).click()
      await expect(page.getByText('Enter your current password.')).toBeVisible()
      await expectAccessible(page)
    })
  })
}

test('the account, when it is to be deleted and when it is', async ({ page, member }) => {
  for (const path of ['/account/delete', '/account/deleted']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('elete')
    await expectAccessible(page)
  }
  expect(member.token).toBeTruthy()
})

test('a page that is not there', async ({ page, watch }) => {
  watch.expectComplaint(/status of 404/)
  await page.goto('/nothing-here')
  await expectAccessible(page)
})
