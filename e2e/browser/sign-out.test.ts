import { bearer, send } from '../fixtures/client.ts'
import { expect, test } from './test.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('signing out ends the session', async ({ page, context, host, member }) => {
      await page.goto('/users')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect(page).toHaveURL('/login')
      const kept = (await context.cookies()).filter(({ domain }) => domain === 'localhost')
      expect(kept).toEqual([])
      const answer = await send(host, { path: '/api/id', headers: [bearer(member.token)] })
      expect(answer.status).toBe(401)
      await page.goto('/users')
      await expect(page).toHaveURL(/\/login\b/)
    })
  })
}

test('what was on the screen is not there again by going back', async ({ page, member }) => {
  await page.goto('/users')
  await expect(page.getByRole('banner')).toContainText(member.uid)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/login')
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
})

test('nothing of people is kept in the browser', async ({ page, admin, person }) => {
  await page.goto(`/users?q=${person.uid}`)
  await page.getByLabel(`Select ${person.uid}`).check()
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain(person.uid)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect
    .poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage })))
    .not.toMatch(new RegExp(`${person.uid}|${admin.uid}|chosen`))
  const others = () => [{ ...localStorage }, indexedDB.databases(), caches.keys(), document.cookie]
  const kept = await page.evaluate(`Promise.all((${others})())`)
  expect(kept).toEqual([{}, [], [], ''])
})
