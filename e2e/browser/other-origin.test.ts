import type { Page } from 'playwright/test'
import { findFreePort } from '../fixtures/child.ts'
import { createMember, makeForemostUid } from '../fixtures/people.ts'
import { serveStaticSite } from '../fixtures/static-site.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const message = (page: Page) => page.getByRole('status')

async function signIn(page: Page, person: { uid: string; password: string }): Promise<void> {
  await page.getByLabel('User ID').fill(person.uid)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/**
 * Keeps in the tab what the page says in its place for messages: it says it shortly before the next page is there,
 * too shortly for a call out of the browser.
 */
async function keepMessages(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const keep = (text: string | null) =>
      sessionStorage.setItem('said', `${sessionStorage.getItem('said') ?? ''}${text}\n`)
    const observer = new MutationObserver(changes => {
      for (const { target } of changes) keep(target.textContent)
    })
    addEventListener('DOMContentLoaded', () => {
      const place = document.querySelector('[role=status]')
      if (place) observer.observe(place, { childList: true })
    })
  })
}

for (const hostname of ['localhost', '127.0.0.1']) {
  test.describe(`a static site on ${hostname}`, () => {
    let origin: string
    test.beforeEach(({ watch, sitePort }) => {
      origin = `http://${hostname}:${sitePort}`
      watch.allowOrigin(origin)
    })

    test('signs in, reads the users and signs out', async ({ page, context, host, watch }) => {
      // The fullest form of the table: somebody with an age.
      const year = new Date().getUTCFullYear() - 30
      const person = await createMember(host, {
        uid: makeForemostUid(),
        name: 'Thomas Edison',
        dob: `${year}-01-01`,
      })
      const asked: string[] = []
      page.on('request', request => asked.push(`${request.method()} ${request.url()}`))
      await keepMessages(page)

      await page.goto(origin)
      await signIn(page, person)

      await expect(page).toHaveURL(`${origin}/users.html`)
      const said = await page.evaluate(() => sessionStorage.getItem('said'))
      expect(said?.split('\n')).toContain(`Success: ${person.uid}`)
      await expect(page.getByRole('columnheader')).toHaveText(['Name', 'User ID', 'Age'])
      const row = page.getByRole('row').filter({ hasText: person.uid })
      await expect(row.getByRole('cell')).toHaveText(['Thomas Edison', person.uid, '30'])
      const api = `http://${hostname}:${host.port}`
      expect(asked).toContain(`POST ${api}/api/users/authenticate`)
      expect(asked).toContain(`GET ${api}/api/users/`)

      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect(page).toHaveURL(`${origin}/index.html`)
      const left = (await context.cookies()).filter(({ name }) => name === 'jwt')
      expect(left).toEqual([])
      watch.expectComplaint(/status of 401/)
      await page.goto(`${origin}/users.html`)
      await expect(page).toHaveURL(`${origin}/index.html`)
    })

    test('stays signed in from page to page', async ({ page, person, context }) => {
      await page.goto(origin)
      await signIn(page, person)
      await expect(page.getByRole('table')).toBeVisible()
      await page.reload()
      await expect(page.getByRole('row').filter({ hasText: person.uid })).toBeVisible()
      // No script can read the token, neither there nor here.
      expect(await page.evaluate(() => document.cookie)).toBe('')
      expect(await context.cookies()).toMatchObject([{ name: 'jwt', httpOnly: true }])
    })

    test('shows a refusal', async ({ page, person, watch }) => {
      watch.expectComplaint(/status of 401/)
      await page.goto(origin)
      await signIn(page, { ...person, password: 'not the password' })
      await expect(message(page)).toHaveText('Login error: 401')
      await expect(page).toHaveURL(`${origin}/`)
    })
  })
}

test('a static site tells when the service is down', async ({ page, person, watch }) => {
  const site = await serveStaticSite(0, await findFreePort())
  const origin = `http://localhost:${site.port}`
  watch.allowOrigin(origin)
  watch.expectComplaint(/ERR_CONNECTION_REFUSED/)
  page.on('request', request => watch.allowOrigin(new URL(request.url()).origin))
  await page.goto(origin)
  await signIn(page, person)
  await expect(message(page)).toHaveText(
    'Possible CORS or service down error: TypeError: Failed to fetch',
  )
  await site.stop()
})

test('axe finds nothing on the static site', async ({ page, sitePort, person, watch }) => {
  const origin = `http://localhost:${sitePort}`
  watch.allowOrigin(origin)
  watch.expectComplaint(/status of 401/)
  await page.goto(origin)
  await signIn(page, { ...person, password: 'not the password' })
  await expect(message(page)).toHaveText('Login error: 401')
  await expectAccessible(page)
  await signIn(page, person)
  await expect(page.getByRole('table')).toBeVisible()
  await expectAccessible(page)
})
