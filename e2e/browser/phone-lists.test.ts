import { createMember } from '../fixtures/people.ts'
import { expect, test } from './test.ts'

test.use({ viewport: { width: 360, height: 740 } })

for (const [path, button, tool] of [
  ['/users', 'Search, add, export', 'User ID, name or e-mail'],
  ['/activity', 'Filter, export', 'User ID or address'],
] as const) {
  test(`on a phone ${path} shows the list first, and its tools on demand`, async ({
    page,
    host,
    person,
    admin,
  }) => {
    // Somebody who is not the only user.
    await createMember(host)
    await page.goto(path)
    await expect(page.getByRole('banner')).toContainText(admin.uid)
    const box = page.getByRole('searchbox', { name: `Search: ${tool}` })
    await expect(box).toBeHidden()
    await expect(page.getByRole('link', { name: 'Export CSV' })).toBeHidden()
    await expect(page.getByRole('table').last()).toBeInViewport()
    const opener = page.getByRole('button', { name: button })
    await expect(opener).toHaveAttribute('aria-expanded', 'false')
    await opener.click()
    await expect(page.getByRole('link', { name: 'Export CSV' })).toBeVisible()
    await box.fill(person.uid)
    await box.press('Enter')
    await expect(page).toHaveURL(new RegExp(`q=${person.uid}`))
    // Who comes back to a filtered list sees by what.
    await page.reload()
    await expect(box).toHaveValue(person.uid)
    await expect(box).toBeVisible()
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the tools are there', async ({ page, admin }) => {
    await page.goto('/users')
    await expect(page.getByRole('banner')).toContainText(admin.uid)
    await expect(page.getByRole('link', { name: 'Export CSV' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Search, add, export' })).toBeHidden()
  })
})
