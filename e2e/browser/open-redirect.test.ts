import { expect, test } from './test.ts'

const ELSEWHERE = [
  'https://evil.example/users',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/%2f%2fevil.example',
  '/%5cevil.example',
  '/..//evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,evil',
]

for (const path of ['/login', '/signup']) {
  test(`${path} does not lead elsewhere`, async ({ page, member }) => {
    for (const next of ELSEWHERE) {
      await page.goto(`${path}?next=${encodeURIComponent(next)}`)
      await expect(page, next).toHaveURL('/users')
    }
    await expect(page.getByRole('banner')).toContainText(member.uid)
  })
}

test('a form that was tampered with does not lead elsewhere', async ({ page, person }) => {
  await page.goto('/login?next=%2F%2Fevil.example')
  await page.locator('input[name=next]').evaluate((field: HTMLInputElement) => {
    field.value = 'https://evil.example/'
  })
  await page.getByRole('textbox', { name: 'User ID' }).fill(person.uid)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/users')
})

test('a path of our own is where the login leads', async ({ page, member }) => {
  await page.goto(`/login?next=${encodeURIComponent(`/users?q=${member.uid}`)}`)
  await expect(page).toHaveURL(`/users?q=${member.uid}`)
})
