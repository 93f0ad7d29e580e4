import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { expectAccessible } from './axe.ts'
import { signInOn } from './oauth-test.ts'
import { serveFiles } from './saved-page.ts'
import { expect, test } from './test.ts'

const PATH = '/docs/static-site'
/**
 * Before the sign-in nobody is signed in, the first proof has no nonce yet, and the shell without windows has no dialog of
 * its own to show.
 */
const COMPLAINTS = /status of 40[01]|Prompt dismissed/
const linesOf = async (page: Page) =>
  (await page.locator('pre', { hasText: '<!doctype html>' }).textContent()) ?? ''

// The one is on the server's site, the other on another.
for (const hostname of ['localhost', '127.0.0.1']) {
  test(`the page that it gives, saved and served as it is, signs in on ${hostname}`, async ({
    page,
    host,
    person,
    watch,
  }) => {
    watch.expectComplaint(COMPLAINTS)
    await page.goto(PATH)
    const saved = await serveFiles(host, hostname, { 'index.html': await linesOf(page) })
    watch.allowOrigin(saved.origin)
    await page.goto(saved.origin)
    const opening = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await signInOn(await opening, person)
    await expect(page.getByRole('status')).toHaveText(`Signed in as ${person.name}`)
    await expect(page.getByRole('listitem').filter({ hasText: person.name })).not.toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('status')).toHaveText(`Signed in as ${person.name}`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    await expect(page.getByRole('listitem')).toHaveCount(0)
    await saved.stop()
  })
}

test('the page of docs/sign-in.md signs in', async ({ page, host, person, watch }) => {
  watch.expectComplaint(COMPLAINTS)
  const doc = await readFile(new URL('../../docs/sign-in.md', import.meta.url), 'utf8')
  const text = /```html\n(.*?)```/s.exec(doc)?.[1] ?? ''
  const own = text.replace('https://auth.example.com', `http://localhost:${host.port}`)
  const saved = await serveFiles(host, 'localhost', { 'index.html': own })
  watch.allowOrigin(saved.origin)
  await page.goto(saved.origin)
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await signInOn(await opening, person)
  await expect(page.getByRole('status')).toHaveText(`You are ${person.name}.`)
  await page.reload()
  await expect(page.getByRole('status')).toHaveText(`You are ${person.name}.`)
  await saved.stop()
})

test('who is signed out tries it here, in a window, and signs out again', async ({
  page,
  person,
  watch,
}) => {
  // Before the sign-in nobody is signed in, and the first proof has no nonce yet.
  watch.expectComplaint(/status of 40[01]/)
  await page.goto(PATH)
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in by a window' }).click()
  const popup = await opening
  await popup.close()
  await expect(page.getByText('The sign-in was not finished.')).toBeVisible()
  const again = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in by a window' }).click()
  await signInOn(await again, person)
  await expect(
    page.getByText(`auth.signIn({ mode: 'popup' }): ${person.uid} is signed in`),
  ).toBeVisible()
  await expect(page.getByText("auth.fetch('/api/users'): 200")).toBeVisible()
  await page.getByRole('button', { name: 'Sign out again' }).click()
  await expect(page.getByText('auth.signOut(): nobody is signed in')).toBeVisible()
  await expectAccessible(page)
})

test('what to paste into a console tells a page why it is refused', async ({
  page,
  sitePort,
  watch,
}) => {
  const origin = `http://stranger.localhost:${sitePort}`
  watch.allowOrigin(origin)
  await page.goto(PATH)
  const lines = (await page.locator('pre', { hasText: '/api/cors/check' }).textContent()) ?? ''
  await page.goto(origin)
  // A console awaits by itself.
  const told = await page.evaluate(`(async () => ${lines})()`)
  expect(told).toMatchObject({ call: { readable: false }, signIn: { works: false } })
  expect(JSON.stringify(told)).toContain('The origin is not on the list')
})

test('anybody reads the page, and it copies the lines', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(PATH)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('For your static site')
  await page.getByRole('button', { name: /^Copy.*index\.html/ }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.trim()).toBe((await linesOf(page)).trim())
  await expectAccessible(page)
})

test('an administrator picks an origin, and sees what the doctor says', async ({
  page,
  admin,
  watch,
}) => {
  watch.expectComplaint(/status of 400/)
  await page.goto(PATH)
  const field = page.getByLabel('Address of your page')
  // People paste the address of their page.
  await field.fill('https://nobody.example/blog/index.html?a=1')
  await page.getByRole('button', { name: 'Use this address' }).click()
  await expect(field).toHaveValue('https://nobody.example/blog/index.html')
  await expect(page.getByText('the server does not know the page')).toBeVisible()
  const offer = page.getByRole('link', { name: 'Allow this origin' })
  await expect(offer).toHaveAttribute('href', '/origins/new?origin=https%3A%2F%2Fnobody.example')
  await page.getByRole('link', { name: 'Check it' }).click()
  await expect(page.getByRole('region', { name: 'Diagnosis' })).toBeVisible()
  await expect(page.getByLabel('Address of the page')).toHaveValue(
    'https://nobody.example/blog/index.html',
  )
  await page.goto(`${PATH}?origin=null`)
  await expect(page.getByRole('link', { name: 'Check it' })).toBeVisible()
  await expect(offer).toHaveCount(0)
  // Who is signed in already is not asked.
  await page.getByRole('button', { name: 'Sign in by a window' }).click()
  await expect(
    page.getByText(`auth.signIn({ mode: 'popup' }): ${admin.uid} is signed in`),
  ).toBeVisible()
  await expect(page.getByText("auth.fetch('/api/users'): 200")).toBeVisible()
})
