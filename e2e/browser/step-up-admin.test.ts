import { readFile } from 'node:fs/promises'
import { makeUnlistedOrigin } from '../fixtures/origins.ts'
import { createMember } from '../fixtures/people.ts'
import { ageProof } from './age-proof.ts'
import { expectAccessible } from './axe.ts'
import { locateOriginRow } from './origins-page.ts'
import { expect, test } from './test.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an origin is allowed, changed and removed after the password', async ({
      page,
      context,
      host,
      admin,
    }) => {
      const origin = makeUnlistedOrigin()
      const prove = async () => {
        await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
        await page.getByRole('button', { name: 'Continue' }).click()
      }
      await ageProof(host, context)
      await page.goto('/origins/new')
      await page.getByLabel('Origin', { exact: true }).fill(origin)
      await page.getByLabel('How its pages keep a session').selectOption('bearer')
      await page.getByRole('button', { name: 'Allow this origin' }).click()
      await prove()
      await expect(page.getByText(`${origin} is now allowed.`)).toBeVisible()

      await ageProof(host, context)
      await page.goto('/origins')
      const row = locateOriginRow(page, origin)
      await expect(row.getByRole('cell').first()).toHaveText('Token')
      if (javaScriptEnabled) {
        await row.getByRole('button', { name: `Actions for ${origin}` }).click()
        await row.getByRole('menuitem', { name: 'Disable' }).click()
        await expectAccessible(page)
      } else {
        await row.getByRole('link', { name: `Edit ${origin}` }).click()
        await page.getByLabel('State').selectOption('false')
        await page.getByRole('button', { name: 'Save' }).click()
      }
      await prove()
      await expect(
        page.getByText(javaScriptEnabled ? `${origin} is disabled.` : `${origin} is saved.`),
      ).toBeVisible()
      await page.goto('/origins')
      await expect(row).toContainText('Disabled')

      await ageProof(host, context)
      if (javaScriptEnabled) {
        await row.getByRole('button', { name: `Actions for ${origin}` }).click()
        await row.getByRole('menuitem', { name: 'Remove…' }).click()
      } else await row.getByRole('link', { name: `Edit ${origin}` }).click()
      await page.getByRole('button', { name: 'Remove this origin' }).click()
      await prove()
      await expect(page).toHaveURL(/\/origins$/)
      await expect(row).toHaveCount(0)
    })

    test('a user is disabled after the password', async ({ page, context, host, admin }) => {
      const { uid } = await createMember(host)
      await ageProof(host, context)
      await page.goto(`/users/${uid}`)
      await page.getByRole('button', { name: `Disable ${uid}` }).click()
      await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(page.getByText(`${uid} can no longer sign in.`)).toBeVisible()
    })

    for (const [path, link, back] of [
      ['/activity', 'Export CSV', 'Back to the audit log'],
      ['/account', 'Download your data', 'Back to your account'],
    ] as const) {
      test(`“${link}” of ${path} asks on a page of its own, and then starts`, async ({
        page,
        context,
        host,
        admin,
      }) => {
        await ageProof(host, context)
        await page.goto(path)
        await page.getByRole('link', { name: link }).click()
        await expect(page.getByRole('heading', { name: 'Enter your password again' })).toBeVisible()
        await expect(page.getByRole('link', { name: back })).toHaveAttribute('href', path)
        await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
        const download = page.waitForEvent('download')
        await page.getByRole('button', { name: 'Continue' }).click()
        expect(await readFile(await (await download).path(), 'utf8')).toContain('step_up')
      })
    }
  })
}
