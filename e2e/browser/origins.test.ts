import type { Page } from 'playwright/test'
import { makeUnlistedOrigin } from '../fixtures/origins.ts'
import { type StaticSite, serveStaticSite } from '../fixtures/static-site.ts'
import { expectAccessible } from './axe.ts'
import { locateOriginRow, locateRefusal } from './origins-page.ts'
import { expect, test } from './test.ts'

async function add(page: Page, origin: string, button = 'Allow this origin'): Promise<void> {
  await page.getByLabel('Origin', { exact: true }).fill(origin)
  await page.getByRole('button', { name: button, exact: true }).click()
}

test.describe('a static site on an origin that nobody allowed', () => {
  let site: StaticSite
  let origin: string
  test.beforeAll(async ({ host }) => {
    site = await serveStaticSite(0, host.port)
    origin = `http://127.0.0.1:${site.port}`
  })
  test.afterAll(() => site.stop())

  test('appears when it is refused, is allowed by a button, and works', async ({
    page,
    context,
    admin,
    person,
    watch,
  }) => {
    watch.allowOrigin(origin)
    watch.expectComplaint(/blocked by CORS policy: Response to preflight request/)
    watch.expectComplaint(/net::ERR_FAILED/)
    await page.goto('/origins')
    const pages = await context.newPage()
    await pages.goto(origin)
    const signIn = async () => {
      await pages.getByLabel('User ID').fill(person.uid)
      await pages.getByLabel('Password').fill(person.password)
      await pages.getByRole('button', { name: 'Sign in' }).click()
    }
    await signIn()
    await expect(pages.getByRole('status')).toContainText('Possible CORS or service down error')

    await page.bringToFront()
    const refusal = locateRefusal(page, origin)
    await expect(refusal).toContainText('The origin is not on the list.')
    await expect(refusal).toContainText('/api/users/authenticate')
    await expect(refusal).toContainText('by Chrome')
    // Others may be refused in the same seconds.
    await expect(page.getByText(/^Refused: /).filter({ hasText: origin })).toBeAttached()
    await refusal.getByRole('link', { name: 'Allow this origin' }).click()
    const dialog = page.getByRole('dialog', { name: 'Allow this origin' })
    await expect(dialog.getByText(origin, { exact: true })).toBeVisible()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Allow this origin' }).click()
    await expect(page.getByText(`${origin} is now allowed.`)).toBeVisible()
    await expect(locateOriginRow(page, origin)).toContainText(`by ${admin.uid}`)
    await expect(refusal).toContainText('is now allowed')
    await expect(refusal.getByRole('link')).toHaveCount(0)

    await locateOriginRow(page, origin).getByRole('button', { name: 'Actions for' }).click()
    await page.getByRole('menuitem', { name: 'Disable' }).click()
    await refusal.getByRole('button', { name: 'Enable this origin' }).click()
    await expect(refusal).toContainText('is now allowed')

    // The page has a login form of its own, which its entry does not let it have yet.
    await pages.bringToFront()
    watch.expectComplaint(/status of 403/)
    await signIn()
    await expect(pages.getByRole('status')).toContainText('403')
    await page.bringToFront()
    const password = refusal.filter({ hasText: 'may not take passwords' })
    await password.getByRole('button', { name: 'Let its pages take passwords' }).click()
    await expect(password).toHaveCount(0)
    await expect(locateOriginRow(page, origin)).toContainText('takes passwords')

    await pages.bringToFront()
    await signIn()
    await expect(pages).toHaveURL(`${origin}/users.html`)
    await expect(pages.getByRole('table')).toContainText(person.uid)
  })
})

test('an origin is added, edited, disabled and removed, and errors are shown', async ({
  page,
  sitePort,
  admin,
}) => {
  const origin = makeUnlistedOrigin()
  await page.goto('/users')
  await page.getByRole('navigation').getByRole('link', { name: 'Origins' }).click()
  await expect(locateOriginRow(page, `http://localhost:${sitePort}`)).toContainText('Pinned')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Allow an origin' }).click()
  const mode = page.getByLabel('How its pages keep a session')
  await mode.selectOption('bearer')
  await add(page, 'https://*.github.io')
  await expect(page.getByText(/would trust every site under github\.io/)).toBeVisible()
  await expect(mode).toHaveValue('bearer')
  await add(page, origin)
  await expect(page.getByText(`${origin} is now allowed.`)).toBeVisible()

  const row = locateOriginRow(page, origin)
  const menu = row.getByRole('button', { name: `Actions for ${origin}` })
  await menu.click()
  await row.getByRole('menuitem', { name: 'Edit…' }).click()
  await mode.selectOption('cookie')
  await page.getByLabel('State').selectOption('false')
  await page.getByLabel('Note').fill('The shop '.repeat(23))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/must have at most 200 characters/)).toBeVisible()
  await expect(mode).toHaveValue('cookie')
  await expect(page.getByLabel('State')).toHaveValue('false')
  await page.getByLabel('State').selectOption('true')
  await page.getByLabel('Note').fill('The shop')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('The shop')
  await expect(row.getByRole('cell').first()).toHaveText('Cookie')

  await menu.click()
  await row.getByRole('menuitem', { name: 'Disable' }).click()
  await expect(page.getByText(`${origin} is disabled.`)).toBeVisible()
  await expect(row).toContainText('Disabled')

  await menu.click()
  await row.getByRole('menuitem', { name: 'Remove…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove this origin' })
  await expect(dialog).toContainText(origin)
  await dialog.getByRole('button', { name: 'Remove this origin' }).click()
  await expect(page.getByText(`${origin} is removed.`)).toBeVisible()
  await expect(row).toHaveCount(0)
  expect(admin.uid).toBe('admin')
})

test('members are shown no origins', async ({ page, member }) => {
  for (const path of ['/origins', '/origins/new', '/origins/1']) {
    await page.goto(path)
    await expect(page).toHaveURL(/\/users$/)
    await expect(page.getByRole('link', { name: 'Origins' })).toHaveCount(0)
  }
  expect(member.uid).not.toBe('admin')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('pages and forms do the same', async ({ page, admin }) => {
    const origin = makeUnlistedOrigin()
    await page.goto('/origins')
    await page.getByRole('link', { name: 'Allow an origin' }).click()
    await add(page, `${origin}/blog`)
    await expect(page.getByText('has a path')).toBeVisible()
    await add(page, origin)
    await expect(page.getByText(`${origin} is now allowed.`)).toBeVisible()
    await page.getByRole('link', { name: 'All origins' }).click()
    const row = locateOriginRow(page, origin)
    await row.getByRole('link', { name: `Edit ${origin}` }).click()
    await page.getByLabel('State').selectOption('false')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: 'All origins' }).first().click()
    await expect(row).toContainText('Disabled')
    await row.getByRole('link', { name: `Edit ${origin}` }).click()
    await page.getByRole('button', { name: 'Remove this origin' }).click()
    await expect(page).toHaveURL(/\/origins$/)
    await expect(row).toHaveCount(0)
    expect(admin.uid).toBe('admin')
  })
})
