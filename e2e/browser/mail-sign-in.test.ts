import { makeUid } from '../fixtures/people.ts'
import { ageProof } from './age-proof.ts'
import { expectAccessible } from './axe.ts'
import { askForCode, button, codeField, identifierField } from './mail-sign-in-page.ts'
import { expect, test } from './mail-test.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the code of the mail signs in, and leads on', async ({ page, owner, mailed }) => {
      await askForCode(page, owner.email, '/login?next=%2Faccount')
      const mail = await mailed.waitForMail(owner.email)
      await codeField(page).fill('AAAA-AAAA')
      await button(page, 'Continue').click()
      await expect(codeField(page)).toHaveAccessibleDescription('This is not right. Try again.')
      await codeField(page).fill(mail.code)
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
      await askForCode(page, owner.uid)
      const { code: mailedCode } = await mailed.waitForMail(owner.email)
      const stranger = await browser.newPage({ baseURL: baseURL ?? '', javaScriptEnabled })
      await askForCode(stranger, owner.uid)
      await codeField(stranger).fill(mailedCode)
      await button(stranger, 'Continue').click()
      await expect(codeField(stranger)).toHaveAccessibleDescription('This is not right. Try again.')
      await stranger.close()
      await codeField(page).fill(mailedCode)
      await button(page, 'Continue').click()
      await expect(page).toHaveURL('/users')
    })

    test('an unknown account looks the same, to the end of its tries', async ({ page, owner }) => {
      const seen: string[] = []
      for (const name of [owner.uid, makeUid()]) {
        await askForCode(page, name)
        for (let i = 0; i < 5; i++) {
          await codeField(page).fill(`AAAA-AAA${i}`)
          await button(page, 'Continue').click()
          await expect(codeField(page)).toHaveAccessibleDescription('This is not right. Try again.')
          await expect(codeField(page)).toHaveValue('')
        }
        await codeField(page).fill('AAAA-AAAA')
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
      await identifierField(page).fill(owner.uid)
      await page.getByLabel('Password', { exact: true }).fill(owner.password)
      await button(page, 'Sign in').click()
      await expect(page).toHaveURL('/account')
      await ageProof(host, context)
      await page.goto('/step-up?next=%2Faccount')
      await button(page, 'Mail me a code instead').click()
      await codeField(page).fill((await mailed.waitForMail(owner.email)).code)
      if (javaScriptEnabled) await expectAccessible(page)
      await button(page, 'Continue').click()
      await expect(page).toHaveURL('/account')
    })
  })
}

test('nobody is asked for a code without saying who they are', async ({ page }) => {
  await page.goto('/login')
  await button(page, 'Mail me a code').click()
  await expect(identifierField(page)).toHaveAccessibleDescription(
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
  await askForCode(page, owner.uid)
  await expectToFit()
  await expectAccessible(page)
})
