import type { Page } from 'playwright/test'
import { makeUid } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './mail-test.ts'

const NEW = 'a quite different one'

const identifier = (page: Page) => page.getByLabel('User ID or e-mail address')
const code = (page: Page) => page.getByLabel('Code', { exact: true })
const password = (page: Page) => page.getByLabel('New password', { exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name })

async function ask(page: Page, name: string): Promise<void> {
  await page.goto('/login')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await identifier(page).fill(name)
  await button(page, 'Mail me a link').click()
  await expect(page.getByText('If there is such an account')).toBeVisible()
}

async function signIn(page: Page, uid: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click()
  await identifier(page).fill(uid)
  await page.getByLabel('Password', { exact: true }).fill(NEW)
  await button(page, 'Sign in').click()
  await expect(page.getByRole('banner')).toContainText('Signed in as')
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the code of the mail sets a new password', async ({ page, owner, mailed }) => {
      await ask(page, owner.email)
      const mail = await mailed.waitForMail(owner.email)
      await code(page).fill('AAAA-AAAA')
      await button(page, 'Continue').click()
      await expect(code(page)).toHaveAccessibleDescription(/wrong, or no longer valid/)
      await code(page).fill(mail.code)
      await button(page, 'Continue').click()
      await expect(page.getByText(`For ${owner.uid}`)).toBeVisible()
      await password(page).fill('password')
      await button(page, 'Set the new password').click()
      await expect(password(page)).toHaveAccessibleDescription(/guessers try/)
      await password(page).fill(NEW)
      await button(page, 'Set the new password').click()
      await expect(page.getByText(`The password of ${owner.uid} is changed.`)).toBeVisible()
      await signIn(page, owner.uid)
    })

    test('an unknown account looks the same', async ({ page, owner }) => {
      const seen: string[] = []
      for (const name of [owner.uid, makeUid()]) {
        await ask(page, name)
        seen.push((await page.getByRole('main').textContent()) ?? '')
      }
      expect(seen[1]).toBe(seen[0])
    })

    test('whoever comes back with a code enters for whom it is', async ({
      page,
      owner,
      mailed,
    }) => {
      await ask(page, owner.uid)
      const mail = await mailed.waitForMail(owner.email)
      await page.goto('/forgot')
      await page.getByRole('link', { name: 'I have a code' }).click()
      await button(page, 'Continue').click()
      await expect(identifier(page)).toHaveAccessibleDescription(/Enter your user ID/)
      await identifier(page).fill(owner.uid)
      await code(page).fill(mail.code.toLowerCase())
      await button(page, 'Continue').click()
      await password(page).fill(NEW)
      await button(page, 'Set the new password').click()
      await expect(page.getByText(`The password of ${owner.uid} is changed.`)).toBeVisible()
    })
  })
}

test('the link of the mail sets a new password, and offers another once it is used', async ({
  page,
  owner,
  mailed,
}) => {
  await ask(page, owner.uid)
  const { link } = await mailed.waitForMail(owner.email)
  await page.goto(link)
  await expect(page.getByText(`For ${owner.uid}`)).toBeVisible()
  expect(page.url()).not.toContain('#')
  await password(page).fill(NEW)
  await button(page, 'Set the new password').click()
  await expect(page.getByText(`The password of ${owner.uid} is changed.`)).toBeVisible()
  await page.goto('/login')
  await page.goto(link)
  await expect(page.getByText('already been used')).toBeVisible()
  await page.getByRole('link', { name: 'Ask for another link' }).click()
  await expect(identifier(page)).toBeVisible()
})

test('the pages are accessible, and nothing scrolls in a popup', async ({
  page,
  owner,
  mailed,
}) => {
  await page.setViewportSize({ width: 420, height: 560 })
  const expectToFit = async () => {
    const [height, shown] = await page.evaluate(() => [
      document.documentElement.scrollHeight,
      innerHeight,
    ])
    expect(height).toBeLessThanOrEqual(shown ?? 0)
  }
  await page.goto('/forgot')
  await expectToFit()
  await expectAccessible(page)
  await ask(page, owner.uid)
  await expectToFit()
  await expectAccessible(page)
  await code(page).fill((await mailed.waitForMail(owner.email)).code)
  await button(page, 'Continue').click()
  await expect(password(page)).toBeVisible()
  await expectToFit()
  await expectAccessible(page)
})
