import type { Page } from 'playwright/test'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const PATH = '/docs/static-site'
const linesOf = async (page: Page) => (await page.locator('pre').first().textContent()) ?? ''

// The one is on the server's site, where the cookie goes along; the other on another, where it does not.
for (const hostname of ['localhost', '127.0.0.1']) {
  test(`the lines that the page gives work on ${hostname}`, async ({
    page,
    sitePort,
    person,
    watch,
  }) => {
    const origin = `http://${hostname}:${sitePort}`
    watch.allowOrigin(origin)
    // Before the sign-in nobody is signed in.
    watch.expectComplaint(/status of 401/)
    // The cookie does not arrive there, so the client says why and changes over to tokens.
    if (hostname === '127.0.0.1') watch.expectComplaint(/localhost are two sites/)
    await page.goto(PATH)
    const lines = await linesOf(page)
    expect(lines.trim().split('\n')).toHaveLength(4)
    await page.goto(origin)
    const { uid, password } = person
    await page.addScriptTag({
      type: 'module',
      content: `const [uid, password] = ${JSON.stringify([uid, password])}\n${lines}\nwindow.found = users`,
    })
    const found = () =>
      page.evaluate(() =>
        (Reflect.get(window, 'found') ?? []).map((user: { uid: string }) => user.uid),
      )
    await expect.poll(found).toContain(uid)
  })
}

test('what to paste into a console tells a page why it is refused', async ({
  page,
  sitePort,
  watch,
}) => {
  const origin = `http://stranger.localhost:${sitePort}`
  watch.allowOrigin(origin)
  await page.goto(PATH)
  const line = (await page.locator('pre', { hasText: '/api/cors/check' }).textContent()) ?? ''
  await page.goto(origin)
  const told = await page.evaluate(line.replace(/^await /, ''))
  expect(told).toMatchObject({ readable: false })
  expect(JSON.stringify(told)).toContain('The origin is not on the list')
})

test('anybody reads the page, and it copies the lines', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(PATH)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('For your static site')
  await page.getByRole('button', { name: /^Copy.*In a module/ }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.trim()).toBe((await linesOf(page)).trim())
  await expectAccessible(page)
})

test('an administrator picks an origin, and sees what the doctor says', async ({ page, admin }) => {
  await page.goto(PATH)
  const field = page.getByLabel('Origin of your site')
  // People paste the address of their page.
  await field.fill('https://nobody.example/blog/index.html')
  await page.getByRole('button', { name: 'Use this origin' }).click()
  await expect(field).toHaveValue('https://nobody.example')
  await expect(page.getByText('the page may not read the answer')).toBeVisible()
  const offer = page.getByRole('link', { name: 'Allow this origin' })
  await expect(offer).toHaveAttribute('href', '/origins/new?origin=https%3A%2F%2Fnobody.example')
  await page.getByRole('link', { name: 'Check it' }).click()
  await expect(page.getByRole('region', { name: 'Diagnosis' })).toBeVisible()
  await page.goto(`${PATH}?origin=null`)
  await expect(page.getByRole('link', { name: 'Check it' })).toBeVisible()
  await expect(offer).toHaveCount(0)
  await page.getByRole('button', { name: 'Try them here' }).click()
  await expect(page.getByText(`auth.user(): ${admin.uid} is signed in`)).toBeVisible()
  await expect(page.getByText("auth.fetch('/api/users'): 200")).toBeVisible()
})
