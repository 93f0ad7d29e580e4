import { executeSql, formatMoment } from '../fixtures/database.ts'
import { allowOrigin, makeUnlistedOrigin } from '../fixtures/origins.ts'
import { expectAccessible } from './axe.ts'
import { locateOriginRow, locateRefusal } from './origins-page.ts'
import { awaitScripts } from './scripts.ts'
import { expect, test } from './test.ts'

test('a return address is added on the page of its origin, shown on the list, and removed', async ({
  page,
  host,
  admin,
}) => {
  const origin = makeUnlistedOrigin()
  await allowOrigin(host, { origin })
  await page.goto('/origins')
  await page.getByRole('link', { name: origin, exact: true }).click()
  const field = page.getByLabel('Return address', { exact: true })
  const add = page.getByRole('button', { name: 'Allow this address' })
  await field.fill(`${origin}/app/#part`)
  await add.click()
  await expect(page.getByText('write the whole address of the page')).toBeVisible()
  await expect(field).toHaveValue(`${origin}/app/#part`)
  await field.fill('https://other.example/app/')
  await add.click()
  await expect(page.getByText('which is not an allowed origin')).toBeVisible()
  await field.fill(`${origin}/app/`)
  await add.click()
  await expect(page.getByText(`${origin}/app/ is now a return address.`)).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveText(new RegExp(`by ${admin.uid}`))
  await expectAccessible(page)

  await page.getByRole('link', { name: 'All origins' }).first().click()
  const row = locateOriginRow(page, origin)
  await expect(row.getByRole('list', { name: 'Return addresses' })).toHaveText(`${origin}/app/`)
  await expectAccessible(page)
  await row.getByRole('link', { name: origin, exact: true }).click()
  const remove = page.getByRole('button', { name: `Remove ${origin}/app/` })
  await expect(remove).toBeVisible()
  // A form that the browser sends by itself leaves no words where its item is gone.
  await awaitScripts(page)
  await remove.click()
  await expect(page.getByText(`${origin}/app/ is removed.`)).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveCount(0)
})

test('a refused one appears by itself and is allowed by a button', async ({
  page,
  host,
  admin,
}) => {
  const origin = makeUnlistedOrigin()
  await allowOrigin(host, { origin })
  await page.goto('/origins')
  await expect(page.getByRole('heading', { name: 'Origins' })).toBeVisible()
  const address = `${origin}/new/`
  const now = formatMoment(0)
  await executeSql(
    host,
    `INSERT INTO "ReturnRefusal" ("address", "clientId", "firstSeen", "lastSeen", "count")
      VALUES ('${address}', '${origin}', ${now}, ${now}, 3)`,
  )
  const refusal = locateRefusal(page, address).filter({ hasText: '3 times' })
  await expect(refusal).toContainText('Allow it, if its page is yours.')
  await expectAccessible(page)
  await refusal.getByRole('button', { name: 'Allow this address' }).click()
  await expect(page.getByText(`${address} is now a return address.`)).toBeVisible()
  await expect(refusal).toContainText('is now allowed')
  await expect(locateOriginRow(page, origin)).toContainText(address)
  expect(admin.uid).toBe('admin')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the name of an origin leads to its return addresses', async ({ page, host, admin }) => {
    const origin = makeUnlistedOrigin()
    await allowOrigin(host, { origin })
    await page.goto('/origins')
    await page.getByRole('link', { name: origin, exact: true }).click()
    await page.getByLabel('Return address', { exact: true }).fill(`${origin}/app/`)
    await page.getByRole('button', { name: 'Allow this address' }).click()
    await expect(page.getByText(`${origin}/app/ is now a return address.`)).toBeVisible()
    await page.getByRole('button', { name: `Remove ${origin}/app/` }).click()
    await expect(page.getByRole('listitem')).toHaveCount(0)
    expect(admin.uid).toBe('admin')
  })
})
