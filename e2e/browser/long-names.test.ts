import type { Page } from 'playwright/test'
import { createMember, makeUid } from '../fixtures/people.ts'
import { expect, test } from './test.ts'

const LONG = {
  name: 'W'.repeat(100),
  email: `${'m'.repeat(60)}@${'d'.repeat(60)}.example.org`,
}
const longUid = () => makeUid().padEnd(64, 'o')
const wide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

test.use({ viewport: { width: 390, height: 844 } })

test('the longest user ID, name and address fit a phone', async ({ page, host, admin }) => {
  const { uid } = await createMember(host, { uid: longUid(), ...LONG })
  const paths = [`/users?q=${uid}`, `/users/${uid}`, `/users/${uid}/edit`, `/users/${uid}/delete`]
  for (const path of paths) {
    await page.goto(path)
    await expect(page.getByText(uid).first()).toBeVisible()
    expect(await wide(page), path).toBe(390)
  }
  await page.goto(`/users/${uid}`)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  await page.getByRole('button', { name: `Delete ${uid}` }).click()
  const act = page.getByRole('dialog').getByRole('button', { name: `Delete ${uid}` })
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = await act.evaluate(
    ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => ({
      scrollWidth,
      clientWidth,
      scrollHeight,
      clientHeight,
    }),
  )
  expect([scrollWidth, scrollHeight]).toEqual([clientWidth, clientHeight])
})

test('the account page of such a user fits, too', async ({ page, host, context }) => {
  const { token } = await createMember(host, { uid: longUid(), ...LONG })
  const url = `http://localhost:${host.port}`
  await context.addCookies([{ name: 'jwt', value: token, url }])
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible()
  expect(await wide(page)).toBe(390)
})

test('at 320 pixels an administrator still finds their own account', async ({ page, admin }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('/users')
  const own = page.getByRole('link', { name: `Signed in as ${admin.uid}` })
  const uid = own.getByText(admin.uid, { exact: true })
  await expect(uid).toBeVisible()
  const cut = await own.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  expect(cut).toBe(0)
  expect(await wide(page)).toBe(320)
})
