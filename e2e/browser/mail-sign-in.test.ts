import type { Page } from 'playwright/test'
import { addVerifiedUser } from '../fixtures/mail-host.ts'
import { makeUid } from '../fixtures/people.ts'
import { ageProof } from './age-proof.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './mail-test.ts'

const identifier = (page: Page) => page.getByLabel('User ID or e-mail address')
const code = (page: Page) => page.getByLabel('Code of the mail')
const button = (page: Page, name: string) => page.getByRole('button', { name })

async function ask(page: Page, name: string, path = '/login'): Promise<void> {
  await page.goto(path)
  await identifier(page).fill(name)
  await button(page, 'Mail me a code').click()
  await expect(code(page)).toHaveAccessibleDescription(/If there is such an account/)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the code of the mail signs in, and leads on', async ({ page, owner, mailed }) => {
      await ask(page, owner.email, '/login?next=%2Faccount')
      const mail = await mailed.waitForMail(owner.email)
      await code(page).fill('AAAA-AAAA')
      await button(page, 'Continue').click()
      await expect(code(page)).toHaveAccessibleDescription('This is not right. Try again.')
      await code(page).fill(mail.code)
      await button(page, 'Continue').click()
      await expect(page).toHaveURL('/account')
      await expect(page.getByText(owner.uid).first()).toBeVisible()
    })

    test('a code is for the browser that asked for it', async ({
      page,
      browser,
      owner,
      mailed,
      baseURL,
    }) => {
      await ask(page, owner.uid)
      const { code: mailedCode } = await mailed.waitForMail(owner.email)
      const stranger = await browser.newPage({ baseURL: baseURL ?? '', javaScriptEnabled })
      await ask(stranger, owner.uid)
      await code(stranger).fill(mailedCode)
      await button(stranger, 'Continue').click()
      await expect(code(stranger)).toHaveAccessibleDescription('This is not right. Try again.')
      await stranger.close()
      await code(page).fill(mailedCode)
      await button(page, 'Continue').click()
      await expect(page).toHaveURL('/users')
    })

    test('an unknown account looks the same, to the end of its tries', async ({ page, owner }) => {
      const seen: string[] = []
      for (const name of [owner.uid, makeUid()]) {
        await ask(page, name)
        for (let i = 0; i < 5; i++) {
          await code(page).fill(`AAAA-AAA${i}`)
          await button(page, 'Continue').click()
          await expect(code(page)).toHaveAccessibleDescription('This is not right. Try again.')
          await expect(code(page)).toHaveValue('')
        }
        await code(page).fill('AAAA-AAAA')
        await button(page, 'Continue').click()
        await expect(page.getByText('This sign-in is over. Begin again.')).toBeVisible()
        seen.push((await page.getByRole('main').textContent()) ?? '')
      }
      expect(seen[1]).toBe(seen[0])
    })

    test('a step-up takes a code in place of the password', async ({
      page,
      context,
      host,
      owner,
      mailed,
    }) => {
      await page.goto('/login?next=%2Faccount')
      await identifier(page).fill(owner.uid)
      await page.getByLabel('Password', { exact: true }).fill(owner.password)
      await button(page, 'Sign in').click()
      await expect(page).toHaveURL('/account')
      await ageProof(host, context)
      await page.goto('/step-up?next=%2Faccount')
      await button(page, 'Mail me a code instead').click()
      await code(page).fill((await mailed.waitForMail(owner.email)).code)
      if (javaScriptEnabled) await expectAccessible(page)
      await button(page, 'Continue').click()
      await expect(page).toHaveURL('/account')
    })
  })
}

test.describe('the link of the mail', () => {
  const ownCode = 'This browser has not asked for it.'

  test('the browser that asked goes on by it, where the person was', async ({
    page,
    owner,
    mailed,
  }) => {
    await ask(page, owner.email, '/login?next=%2Faccount')
    const { link } = await mailed.waitForMail(owner.email)
    await page.goto(link)
    await expect(page.getByText(`This signs you in as ${owner.uid}.`)).toBeVisible()
    expect(page.url()).not.toContain('#')
    await expectAccessible(page)
    await button(page, 'Go on signing in').click()
    await expect(page).toHaveURL('/account')
    await page.goto('/login/code')
    await expect(page.getByText('Type the code of the mail where you asked for it.')).toBeVisible()
    await page.goto('/account')
    await page.goto(link)
    await expect(page.getByText('This code has been used, or is too old.')).toBeVisible()
  })

  test('the window that waits goes on, and the one of the link says so', async ({
    page,
    context,
    owner,
    mailed,
  }) => {
    await ask(page, owner.email, '/login?next=%2Faccount')
    const linked = await context.newPage()
    await linked.goto((await mailed.waitForMail(owner.email)).link)
    await button(linked, 'Go on signing in').click()
    await expect(page).toHaveURL('/account')
    await expect(linked.getByText('Go back to the window')).toBeVisible()
    await expectAccessible(linked)
  })

  test('another browser shows the code, and signs nobody in', async ({
    page,
    browser,
    owner,
    mailed,
    baseURL,
  }) => {
    await ask(page, owner.uid)
    const mail = await mailed.waitForMail(owner.email)
    const stranger = await browser.newPage({ baseURL: baseURL ?? '' })
    await stranger.goto(mail.link)
    await expect(stranger.getByText(ownCode)).toBeVisible()
    await expect(stranger.getByText(mail.code, { exact: true })).toBeVisible()
    await expect(button(stranger, 'Go on signing in')).toHaveCount(0)
    await expectAccessible(stranger)
    await stranger.goto('/account')
    await expect(stranger).toHaveURL(/login/)
    await stranger.close()
    await code(page).fill(mail.code)
    await button(page, 'Continue').click()
    await expect(page).toHaveURL('/users')
  })

  test('it does nothing to another sign-in of the browser that opens it', async ({
    page,
    browser,
    host,
    owner,
    mailed,
    baseURL,
  }) => {
    const attacker = await browser.newPage({ baseURL: baseURL ?? '' })
    const other = await addVerifiedUser(host)
    await ask(attacker, other.uid)
    const { link } = await mailed.waitForMail(other.email)
    await attacker.close()
    await ask(page, owner.uid)
    const mail = await mailed.waitForMail(owner.email)
    const opened = await page.context().newPage()
    for (let i = 0; i < 6; i++) {
      await opened.goto('/login')
      await opened.goto(link)
      await expect(opened.getByText(ownCode)).toBeVisible()
    }
    await code(page).fill(mail.code)
    await button(page, 'Continue').click()
    await expect(page).toHaveURL('/users')
    await expect(page.getByRole('banner')).toContainText(owner.uid)
  })

  test('without JavaScript the page says what to do with the code', async ({
    browser,
    baseURL,
  }) => {
    const page = await browser.newPage({ baseURL: baseURL ?? '', javaScriptEnabled: false })
    await page.goto('/login/code#AAAA-AAAA.00000000-0000-0000-0000-000000000000')
    await expect(page.locator('noscript p')).toHaveText(/^Type the code of the mail/)
    await expect(page.locator('noscript p')).toBeVisible()
    await page.close()
  })
})

test('nobody is asked for a code without saying who they are', async ({ page }) => {
  await page.goto('/login')
  await button(page, 'Mail me a code').click()
  await expect(identifier(page)).toHaveAccessibleDescription(
    'Enter your user ID or e-mail address.',
  )
})

test('the pages are accessible, and nothing scrolls in a popup', async ({ page, owner }) => {
  await page.setViewportSize({ width: 420, height: 560 })
  const expectToFit = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(
      560,
    )
  await page.goto('/login')
  await expectToFit()
  await expectAccessible(page)
  await ask(page, owner.uid)
  await expectToFit()
  await expectAccessible(page)
})
