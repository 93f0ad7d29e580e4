import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const PATH = '/docs/api'

test('anybody reads the API, and axe finds nothing', async ({ page }) => {
  await page.goto(`${PATH}#changeUser`)
  await expect(page.getByRole('heading', { name: 'Change a user', exact: true })).toBeInViewport()
  await expectAccessible(page, '#changeUser')
})

test('an address that was cut short leads to it', async ({ page }) => {
  await page.goto('/docs')
  await expect(page).toHaveURL(PATH)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the page is as wide as the phone', async ({ page }) => {
    await page.goto(PATH)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await page.getByRole('link', { name: 'Origins', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Origins', exact: true })).toBeInViewport()
  })
})

test('every operation of the document is there, and every link of the page leads somewhere', async ({
  page,
}) => {
  await page.goto(PATH)
  const { paths } = await (await page.request.get('/api/openapi.json')).json()
  const operations = Object.values<Record<string, { operationId: string; 'x-alias-of'?: string }>>(
    paths,
  )
    .flatMap(methods => Object.values(methods))
    .filter(operation => !operation['x-alias-of'])
  expect(operations.length).toBeGreaterThan(30)
  for (const { operationId } of operations)
    await expect(page.locator(`#${operationId}`)).toBeAttached()
  const broken = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]
      .map(link => link.hash.slice(1))
      .filter(id => !document.getElementById(id)),
  )
  expect(broken).toEqual([])
})

test('the lines of an example are copied', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(PATH)
  const operation = page.locator('#readViewer')
  await operation.getByRole('button', { name: /^Copy.*curl/ }).click()
  await expect(operation.getByText('Copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(`curl '${baseURL}/api/id'`)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the page is whole, and errors unfold', async ({ page }) => {
    await page.goto(PATH)
    const operation = page.locator('#signIn')
    await operation.getByText(/^Errors: 400/).click()
    await expect(operation.getByText('invalid_credentials')).toBeVisible()
    await page
      .getByRole('navigation', { name: 'Operations' })
      .getByRole('link', { name: 'Sign out' })
      .click()
    await expect(page.locator('#signOut')).toBeInViewport()
  })
})
