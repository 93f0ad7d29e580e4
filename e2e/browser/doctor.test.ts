import { bearer, send } from '../fixtures/client.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

test('the doctor shows where a call fails, and links to the fix', async ({ page, admin, host }) => {
  const origin = `https://shop-${Date.now()}.example`
  await page.goto('/origins')
  await page.getByRole('link', { name: 'Doctor' }).click()
  await page.getByLabel('Origin of the page').fill(origin)
  await page.getByLabel('Method').selectOption('PATCH')
  await page.getByLabel('Content-Type').fill('application/json')
  await page.getByRole('button', { name: 'Check' }).click()

  // The address is the question, so that it can be sent to somebody.
  await expect(page).toHaveURL(
    /\/origins\/doctor\?origin=https%3A%2F%2Fshop-\d+\.example&server=&method=PATCH/,
  )
  const diagnosis = page.getByRole('region', { name: 'Diagnosis' })
  await expect(diagnosis).toContainText('the browser never sends the request')
  const answer = diagnosis.getByRole('listitem').filter({ hasText: '403 Forbidden' })
  await expect(answer).toContainText('server, fails')
  await expect(answer).toContainText('not on the list')
  await expect(diagnosis).toContainText('Access-Control-Request-Headers: content-type')
  await expectAccessible(page)

  await answer.getByRole('link', { name: 'Allow this origin' }).click()
  await expect(page.locator('main')).toContainText(origin)
  await page.getByRole('button', { name: 'Allow this origin' }).click()
  await expect(page.getByText(`${origin} is now allowed.`)).toBeVisible()
  await page.goto(`/origins/doctor?origin=${encodeURIComponent(origin)}&method=PATCH`)
  await expect(page.getByText('HTTP/1.1 204 No Content')).toBeVisible()
  await expect(page.getByText(`Access-Control-Allow-Origin: ${origin}`).first()).toBeVisible()

  expect(admin.uid).toBe('admin')
  const headers = [bearer(host.adminToken)]
  const listed = await send(host, { path: '/api/origins', headers })
  const id = listed.json<{ id: number; origin: string }[]>().find(one => one.origin === origin)?.id
  await send(host, { method: 'DELETE', path: `/api/origins/${id}`, headers })
})

test('a call that no browser could make is refused with a reason', async ({ page, admin }) => {
  await page.goto('/origins/doctor?origin=https%3A%2F%2Fyou.github.io%2Fblog&method=PATCH')
  await page.getByRole('link', { name: 'Try https://you.github.io' }).click()
  await expect(page.getByText('Origin: https://you.github.io').first()).toBeVisible()
  await expect(page.getByLabel('Method')).toHaveValue('PATCH')
  await page.goto('/origins/doctor?origin=null&headers=a:b')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('separate them by commas')
  expect(admin.uid).toBe('admin')
})

test.describe('on a phone, without JavaScript', () => {
  test.use({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false })

  test('the doctor answers, in one lane', async ({ page, sitePort, admin }) => {
    await page.goto('/origins/doctor')
    await page.getByLabel('Origin of the page').fill(`http://localhost:${sitePort}`)
    await page.getByRole('button', { name: 'Check' }).click()
    await expect(page.getByText('It works in every browser.')).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: 'browser, passes' })).toHaveCount(5)
    expect(admin.uid).toBe('admin')
  })
})

test('only administrators see the doctor, and come back to the question', async ({
  page,
  member,
}) => {
  await page.goto('/origins/doctor?origin=null')
  await expect(page).toHaveURL(/\/users$/)
  await page.context().clearCookies()
  await page.goto('/origins/doctor?origin=null')
  await expect(page).toHaveURL(/\/login\?next=%2Forigins%2Fdoctor%3Forigin%3Dnull$/)
  expect(member.token).toBeTruthy()
})
