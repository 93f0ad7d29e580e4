import type { Page } from 'playwright/test'
import { addVerifiedUser, startMailHost } from '../fixtures/mail-host.ts'
import { makeUid } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { test as base, expect } from './test.ts'

type Mailed = Awaited<ReturnType<typeof startMailHost>>

/** A test on a host where a mail opens an account. */
const test = base.extend<object, { mailed: Mailed }>({
  mailed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => {
      const mailed = await startMailHost('server.ts', { SIGNUP_VERIFY: '1' })
      await use(mailed)
      await mailed.stop()
    },
    { scope: 'worker' },
  ],
  host: [async ({ mailed }, use) => use(mailed.host), { scope: 'worker' }],
})

const PASSWORD = 'a password of my own'
const button = (page: Page, name: string) => page.getByRole('button', { name })

async function signUp(page: Page, uid: string, email: string): Promise<void> {
  await page.goto('/signup')
  await page.getByLabel('User ID').fill(uid)
  await page.getByLabel('Name').fill('Ada King')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('E-mail').fill(email)
  await button(page, 'Create account').click()
}

async function signIn(page: Page, uid: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('User ID').fill(uid)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await button(page, 'Sign in').click()
  await expect(page.getByRole('banner')).toContainText('Signed in as')
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an account is opened by the code of its mail', async ({ page, mailed }) => {
      const uid = makeUid()
      const email = `${uid}@example.org`
      await signUp(page, uid, '')
      await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/opens the account/)
      await signUp(page, uid, email)
      await expect(page.getByText(`A mail to ${email} is on its way.`)).toBeVisible()
      const { code } = await mailed.waitForMail(email)
      await page.getByRole('link', { name: 'Enter the code' }).click()
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Code').fill('2222-2222')
      await button(page, 'Open the account').click()
      await expect(page.getByText('This link or code is wrong')).toBeVisible()
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Code').fill(code)
      await button(page, 'Open the account').click()
      await expect(page.getByText(`The account ${uid} is open.`)).toBeVisible()
      await signIn(page, uid)
    })

    test('an address that belongs to an account looks the same', async ({ page, host }) => {
      const { email } = await addVerifiedUser(host)
      const seen: string[] = []
      for (const address of [email, `${makeUid()}@example.org`]) {
        await signUp(page, makeUid(), address)
        await expect(page.getByText('is on its way')).toBeVisible()
        const text = (await page.getByRole('main').textContent()) ?? ''
        seen.push(text.replace(address, ''))
      }
      expect(seen[1]).toBe(seen[0])
    })
  })
}

test('the link names the account and opens it only when asked', async ({ page, mailed }) => {
  const uid = makeUid()
  const email = `${uid}@example.org`
  await signUp(page, uid, email)
  await expect(page.getByText('is on its way')).toBeVisible()
  await expectAccessible(page)
  const { link } = await mailed.waitForMail(email)
  await page.goto(link)
  await expect(page.getByRole('main')).toContainText(`The user ID of the account is ${uid}`)
  expect(page.url()).not.toContain('#')
  await expectAccessible(page)
  await button(page, 'Open the account').click()
  await expect(page.getByText(`The account ${uid} is open.`)).toBeVisible()
  await signIn(page, uid)
})
