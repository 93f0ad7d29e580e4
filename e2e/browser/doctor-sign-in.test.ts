import { allowOrigin, makeUnlistedOrigin, removeOrigin } from '../fixtures/origins.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the doctor says where signIn() fails, and each button mends it', async ({
      page,
      host,
      admin,
    }) => {
      const origin = makeUnlistedOrigin()
      const path = await allowOrigin(host, { origin, access: 'account', enabled: false })
      await page.goto('/origins/doctor')
      await page.getByRole('link', { name: 'signIn()' }).click()
      await page.getByLabel('Address of the page').fill(`${origin}/app/`)
      await page.getByRole('button', { name: 'Check' }).click()
      const diagnosis = page.getByRole('region', { name: 'Diagnosis' })
      await expect(diagnosis).toContainText('the server does not know the page')
      await expect(diagnosis).toContainText('disabled')
      if (javaScriptEnabled) await expectAccessible(page)

      await page.getByRole('button', { name: 'Enable this origin' }).click()
      await expect(diagnosis).toContainText('Where the browser blocks the window, it fails.')
      await expect(diagnosis).toContainText('Safari: ')
      const address = diagnosis.getByRole('listitem').filter({ hasText: 'there and back' })
      await expect(address).toContainText('fails')
      if (javaScriptEnabled) await expectAccessible(page)

      await page.getByRole('button', { name: 'Allow this address' }).click()
      await expect(address).toContainText('passes')
      await page.getByRole('button', { name: 'Let its pages see users' }).click()
      await expect(diagnosis).not.toContainText(', fails')
      await page.getByRole('button', { name: 'Let its pages take passwords' }).click()
      await expect(diagnosis).toContainText('auth.login(uid, password) works, too')
      if (javaScriptEnabled) {
        await expect(page.getByText(`Pages of ${origin} may now do this.`)).toBeVisible()
      }
      if (javaScriptEnabled) await expectAccessible(page)
      await removeOrigin(host, path)
      expect(admin.uid).toBe('admin')
    })
  })
}

test('an unknown origin is allowed from there; a setting is named where it decides', async ({
  page,
  sitePort,
  admin,
}) => {
  await page.goto('/origins/doctor?act=sign-in&origin=https%3A%2F%2Fnobody.example%2Fapp%2F')
  await expect(page.getByRole('link', { name: 'Allow this origin' })).toHaveAttribute(
    'href',
    '/origins/new?origin=https%3A%2F%2Fnobody.example',
  )
  await page.goto('/origins/doctor?act=sign-in&origin=HTTPS%3A%2F%2FYou.github.io&path=/app/')
  await page.getByRole('link', { name: 'Try https://you.github.io' }).click()
  await expect(page.getByLabel('Address of the page')).toHaveValue('https://you.github.io/app/')
  await page.goto(`/origins/doctor?act=sign-in&origin=http://localhost:${sitePort}`)
  await expect(page.getByText('It works', { exact: false })).toHaveCount(0)
  await expect(page.getByText('signIn() works in every browser.', { exact: false })).toBeVisible()
  await expect(page.getByText('auth.login(uid, password) works, too')).toBeVisible()
  await page.goto('/origins/doctor?act=sign-in&path=app')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('must begin with a slash')
  expect(admin.uid).toBe('admin')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 800 } })

  test('nothing of the answer is cut off', async ({ page, sitePort, admin }) => {
    await page.goto(`/origins/doctor?act=sign-in&origin=http://localhost:${sitePort}/a/long/path/`)
    await expect(page.getByRole('region', { name: 'Diagnosis' })).toBeVisible()
    const isWider = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
    expect(await isWider()).toBe(false)
    expect(admin.uid).toBe('admin')
  })
})
