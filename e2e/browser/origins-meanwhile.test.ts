import type { Page } from 'playwright/test'
import {
  allowOrigin,
  changeOrigin,
  makeUnlistedOrigin,
  removeOrigin,
  sendPreflight,
} from '../fixtures/origins.ts'
import { locateOriginRow, locateRefusal } from './origins-page.ts'
import { expect, test } from './test.ts'

/** Holds the answers to the page's forms back until the list, which asks by itself, has `origin` as allowed. */
async function answerLast(page: Page, origin: string): Promise<void> {
  await page.route('**/origins', async route => {
    const response = await route.fetch()
    if (route.request().method() === 'POST') {
      await expect(locateRefusal(page, origin)).toContainText('is allowed now')
    }
    await route.fulfill({ response })
  })
}

test.describe('when the list knows what was done before the answer is here', () => {
  test.beforeEach(({ admin }) => expect(admin.uid).toBe('admin'))

  test('that an origin is allowed is said', async ({ page, host }) => {
    const origin = makeUnlistedOrigin()
    await sendPreflight(host, origin)
    await answerLast(page, origin)
    await page.goto('/origins')
    await locateRefusal(page, origin).getByRole('link', { name: 'Allow this origin' }).click()
    const dialog = page.getByRole('dialog', { name: 'Allow this origin' })
    await dialog.getByRole('button', { name: 'Allow this origin' }).click()
    await expect(page.getByText(`${origin} is allowed now.`)).toBeVisible()
    await expect(dialog).toBeHidden()
  })

  test('that one is enabled is said', async ({ page, host }) => {
    const origin = makeUnlistedOrigin()
    await changeOrigin(host, await allowOrigin(host, { origin }), { enabled: false })
    await sendPreflight(host, origin)
    await answerLast(page, origin)
    await page.goto('/origins')
    await locateRefusal(page, origin).getByRole('button', { name: 'Enable this origin' }).click()
    await expect(page.getByText(`${origin} is enabled.`)).toBeVisible()
  })
})

test('what another administrator has removed is said, whatever one was at', async ({
  page,
  host,
  admin,
}) => {
  const origins = [makeUnlistedOrigin(), makeUnlistedOrigin()]
  const paths = await Promise.all(origins.map(origin => allowOrigin(host, { origin })))
  await page.goto('/origins')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  const gone = page.getByText('The origin is not on the list any more: somebody has removed it.')
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
