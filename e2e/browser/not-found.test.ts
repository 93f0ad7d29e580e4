import { expect, test } from './test.ts'

for (const path of ['/nothing-here', '/users/nobody/nothing', '/login/again']) {
  test(`${path} is a page that says so, and where to go`, async ({ page, watch }) => {
    watch.expectComplaint(/status of 404/)
    const response = await page.goto(path)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
    await page.getByRole('main').getByRole('link').click()
    await expect(page).toHaveURL('/login')
  })
}
