import { createMember } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

test('a name that is cut shows whole on hover and on focus, until Escape', async ({
  page,
  host,
  context,
}) => {
  const name = `Ada ${'Lovelace '.repeat(10)}`.trim()
  const { token, uid } = await createMember(host, { name })
  await context.addCookies([{ name: 'jwt', value: token, url: `http://localhost:${host.port}` }])
  await page.setViewportSize({ width: 700, height: 700 })
  await page.goto('/users')
  const link = page.getByRole('link', { name: /^Your account/ })
  const whole = page.getByRole('banner').locator('[aria-hidden]', { hasText: uid })
  await expect(whole).toHaveCount(0)
  await link.hover()
  await expect(whole).toBeVisible()
  const { scrollWidth, clientWidth } = await whole.evaluate(({ scrollWidth, clientWidth }) => ({
    scrollWidth,
    clientWidth,
  }))
  expect(scrollWidth).toBe(clientWidth)
  await page.mouse.move(300, 600)
  await expect(whole).toBeHidden()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(link).toBeFocused()
  await expect(whole).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(whole).toHaveCount(0)
})

test('a long e-mail address is whole in the table', async ({ page, host, admin }) => {
  const email = `${'m'.repeat(40)}@mail.example.org`
  const { uid } = await createMember(host, { email })
  await page.goto(`/users?q=${uid}`)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  const cell = page.getByRole('cell', { name: email })
  const cut = await cell.evaluate(element =>
    [element, ...element.querySelectorAll('*')].some(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
    ),
  )
  expect(cut).toBe(false)
})
