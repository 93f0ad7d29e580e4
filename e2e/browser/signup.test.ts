import type { Page } from 'playwright/test'
import { makeUid, makeUserInput } from '../fixtures/people.ts'
import { expect, test } from './test.ts'

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const create = (page: Page) => page.getByRole('button', { name: 'Create account' })

async function fill(page: Page, user: { uid: string; name: string; password: string }) {
  await field(page, 'User ID').fill(user.uid)
  await field(page, 'Name').fill(user.name)
  await field(page, 'Password').fill(user.password)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a new account is signed in at once', async ({ page }) => {
      const user = makeUserInput({ name: 'Ada Lovelace' })
      await page.goto('/login')
      await page.getByRole('link', { name: 'Sign up' }).click()
      await fill(page, user)
      await page.getByLabel('E-mail').fill('ada@example.org')
      await page.getByLabel('Date of birth').fill('1990-12-10')
      await create(page).click()
      await expect(page).toHaveURL('/users')
      await expect(page.getByRole('banner')).toContainText(user.uid)
    })

    test('each field says what is wrong with it', async ({ page }) => {
      await page.goto('/signup')
      await fill(page, { uid: 'a b', name: '<b>', password: 'short' })
      await page.getByLabel('E-mail').fill('no address')
      await create(page).click()
      await expect(field(page, 'User ID')).toHaveAccessibleDescription(/2 to 64 characters/)
      await expect(field(page, 'Name')).toHaveAccessibleDescription(/< or >/)
      await expect(field(page, 'Password')).toHaveAccessibleDescription(/8 to 256 characters/)
      await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/name@example\.com/)
      await expect(page.getByLabel('Date of birth')).not.toHaveAttribute('aria-invalid')
      await expect(field(page, 'User ID')).toHaveValue('a b')
      await expect(field(page, 'Password')).toHaveValue('')
      if (javaScriptEnabled) {
        await expect(field(page, 'User ID')).toBeFocused()
        // The box is empty, so there is no strength to tell.
        await expect(page.getByRole('status').filter({ hasText: 'Strength' })).toHaveCount(0)
      }
    })

    test('a user ID that is taken says so', async ({ page, person }) => {
      await page.goto('/signup')
      await fill(page, makeUserInput({ uid: person.uid.toUpperCase() }))
      await create(page).click()
      await expect(field(page, 'User ID')).toHaveAccessibleDescription(/is taken/)
      await field(page, 'User ID').fill(makeUid())
      await field(page, 'Password').fill(person.password)
      await create(page).click()
      await expect(page).toHaveURL('/users')
    })
  })
}
