import type { Page } from 'playwright/test'
import { postJson } from '../fixtures/client.ts'
import { executeSql } from '../fixtures/database.ts'
import {
  allowOrigin,
  changeOrigin,
  makeUnlistedOrigin,
  removeOrigin,
  sendPreflight,
} from '../fixtures/origins.ts'
import { locateOriginRow, locateRefusal } from './origins-page.ts'
import { expect, test } from './test.ts'

/** Delays the answers to the page's forms until the list, which updates itself, shows what they have done. */
async function answerLast(page: Page, awaitList: () => Promise<void>): Promise<void> {
  await page.route('**/origins', async route => {
    const response = await route.fetch()
    if (route.request().method() === 'POST') await awaitList()
    await route.fulfill({ response })
  })
}

/** Waits until the list shows `origin` as allowed. */
const awaitAllowed = (page: Page, origin: string) => () =>
  expect(locateRefusal(page, origin)).toContainText('is now allowed')

test.describe('if the list is up to date before the answer arrives', () => {
  test.beforeEach(({ admin }) => expect(admin.uid).toBe('admin'))

  test('the page says that an origin is allowed', async ({ page, host }) => {
    const origin = makeUnlistedOrigin()
    await sendPreflight(host, origin)
    await answerLast(page, awaitAllowed(page, origin))
    await page.goto('/origins')
    await locateRefusal(page, origin).getByRole('link', { name: 'Allow this origin' }).click()
    const dialog = page.getByRole('dialog', { name: 'Allow this origin' })
    await dialog.getByRole('button', { name: 'Allow this origin' }).click()
    await expect(page.getByText(`${origin} is now allowed.`)).toBeVisible()
    await expect(dialog).toBeHidden()
  })

  test('the page says that an origin is enabled', async ({ page, host }) => {
    const origin = makeUnlistedOrigin()
    await changeOrigin(host, await allowOrigin(host, { origin }), { enabled: false })
    await sendPreflight(host, origin)
    await answerLast(page, awaitAllowed(page, origin))
    await page.goto('/origins')
    await locateRefusal(page, origin).getByRole('button', { name: 'Enable this origin' }).click()
    await expect(page.getByText(`${origin} is enabled.`)).toBeVisible()
  })

  test('the page says that the pages of an origin may take passwords, whose item is gone', async ({
    page,
    host,
    person,
  }) => {
    const origin = makeUnlistedOrigin()
    await allowOrigin(host, { origin, passwords: false })
    const refused = await postJson(host, '/api/authenticate', person, [['Origin', origin]])
    expect(refused.status).toBe(403)
    const refusal = locateRefusal(page, origin)
    await answerLast(page, async () => {
      await executeSql(host, `DELETE FROM "OriginRefusal" WHERE "origin" = '${origin}'`)
      await expect(refusal).toHaveCount(0)
    })
    await page.goto('/origins')
    await refusal.getByRole('button', { name: 'Let its pages take passwords' }).click()
    // Nothing moves under the pointer.
    await page.mouse.move(0, 0)
    await expect(page.getByText(`Pages of ${origin} may now do this.`)).toBeVisible()
  })
})

test('the page says that another administrator has removed the origin', async ({
  page,
  host,
  admin,
}) => {
  const origins = [makeUnlistedOrigin(), makeUnlistedOrigin()]
  const paths = await Promise.all(origins.map(origin => allowOrigin(host, { origin })))
  await page.goto('/origins')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  const gone = page.getByText('This origin is no longer on the list: somebody has removed it.')
  for (const [i, act] of [
    async () => {
      await page.getByRole('menuitem', { name: 'Edit…' }).click()
      await removeOrigin(host, paths[0] ?? '')
      await page.getByRole('button', { name: 'Save' }).click()
    },
    async () => {
      await removeOrigin(host, paths[1] ?? '')
      await page.getByRole('menuitem', { name: 'Disable' }).click()
    },
  ].entries()) {
    const row = locateOriginRow(page, origins[i] ?? '')
    await row.getByRole('button', { name: 'Actions for' }).click()
    await act()
    await expect(gone).toBeVisible()
    await expect(row).toHaveCount(0)
    await page.reload()
  }
})
