import { send } from '../fixtures/client.ts'
import { executeSql } from '../fixtures/database.ts'
import type { Host } from '../fixtures/host.ts'
import { allowOrigin, makeUnlistedOrigin, removeOrigin } from '../fixtures/origins.ts'
import { signInOnPage } from '../fixtures/page-access.ts'
import { expectAccessible } from './axe.ts'
import { locateOriginRow, locateRefusal } from './origins-page.ts'
import { expect, test } from './test.ts'

const NOTICE = 'Choose what pages of these origins may do'

/** Allows an origin as it stood before there was an access. */
async function allowFromBefore(host: Host): Promise<{ origin: string; path: string }> {
  const origin = makeUnlistedOrigin()
  const path = await allowOrigin(host, { origin, access: 'administration', passwords: true })
  await executeSql(host, `UPDATE "Origin" SET "chosen" = false WHERE "origin" = '${origin}'`)
  return { origin, path }
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('what pages of an origin may do is chosen when it is allowed, and changed', async ({
      page,
      host,
      admin,
    }) => {
      const origin = makeUnlistedOrigin()
      const access = page.getByLabel('What its pages may do')
      const passwords = page.getByLabel('Whether its pages may take passwords')
      await page.goto('/origins/new')
      await expect(access).toHaveValue('users')
      await expect(passwords).toHaveValue('false')
      await page.getByLabel('Origin', { exact: true }).fill(origin)
      await access.selectOption('account')
      await passwords.selectOption('true')
      await page.getByRole('button', { name: 'Allow this origin' }).click()
      await expect(page.getByText(`${origin} is now allowed.`)).toBeVisible()
      await page.goto('/origins')
      const row = locateOriginRow(page, origin)
      await expect(row).toContainText('Own account')
      await expect(row).toContainText('takes passwords')
      await row.getByRole('link', { name: origin }).first().click()
      await expect(access).toHaveValue('account')
      await access.selectOption('administration')
      await passwords.selectOption('false')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.goto('/origins')
      await expect(row).toContainText('All that the user may')
      await expect(row).toContainText('no passwords')
      await removeOrigin(host, (await row.getByRole('link').first().getAttribute('href')) ?? '')
      expect(admin.uid).toBe('admin')
    })

    test('what a page was refused is granted by one click', async ({
      page,
      host,
      admin,
      person,
    }) => {
      const site = { origin: makeUnlistedOrigin(), access: 'account' as const }
      const path = await allowOrigin(host, { ...site, passwords: true })
      const headers = await signInOnPage(host, site, person, 'token')
      const list = async () => (await send(host, { path: '/api/users?limit=1', headers })).status
      expect(await list()).toBe(403)
      const refusal = locateRefusal(page, site.origin)
      await expect(async () => {
        await page.goto('/origins')
        await expect(refusal).toContainText('does not let its pages do this', { timeout: 500 })
      }).toPass()
      await refusal.getByRole('button', { name: 'Let its pages see users' }).click()
      const words = page.getByText(`Pages of ${site.origin} may now do this.`)
      // What the form that is gone has done is announced by a script; the list says it without one.
      if (javaScriptEnabled) await expect(words).toBeVisible()
      await expect(refusal).toContainText('is now allowed')
      expect(await list()).toBe(200)
      await removeOrigin(host, path)
      expect(admin.uid).toBe('admin')
    })
  })
}

test('entries from before are named once, until somebody has chosen for each', async ({
  page,
  host,
  admin,
}) => {
  const [first, second] = [await allowFromBefore(host), await allowFromBefore(host)]
  await page.goto('/origins')
  const notice = page.getByRole('region', { name: NOTICE })
  await expect(notice).toContainText(first.origin)
  await expect(notice).toContainText(second.origin)
  await expectAccessible(page)
  await page.goto(`/origins/${first.path.split('/').at(-1)}`)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.goto('/origins')
  await expect(notice).toContainText(second.origin)
  await expect(notice).not.toContainText(first.origin)
  await notice.getByRole('button', { name: 'Keep them as they are' }).click()
  await expect(notice).toHaveCount(0)
  await expect(page.getByText('One origin keeps what it may.')).toBeVisible()
  for (const { origin, path } of [first, second]) {
    await expect(locateOriginRow(page, origin)).toContainText('All that the user may')
    await removeOrigin(host, path)
  }
  expect(admin.uid).toBe('admin')
})
