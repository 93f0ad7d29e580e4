import type { Page } from 'playwright/test'
import { bearer, send } from '../fixtures/client.ts'
import { makeUid, signIn } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './mail-test.ts'

const newEmail = () => `${makeUid()}@example.org`
const section = (page: Page) => page.getByRole('region', { name: 'E-mail' })
const button = (page: Page, name: string) => page.getByRole('button', { name })

async function ask(page: Page, email: string): Promise<void> {
  await page.goto('/account')
  await section(page).getByRole('textbox').fill(email)
  await button(page, 'Mail me a link').click()
  await expect(section(page).getByRole('status')).toHaveText(`A mail to ${email} is on its way.`)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the code of the mail confirms an address', async ({ page, member, mailed }) => {
      const email = newEmail()
      await ask(page, email)
      const { code } = await mailed.waitForMail(email)
      await page.getByRole('link', { name: 'Enter the code of the mail' }).click()
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Code').fill('2222-2222')
      await button(page, 'Confirm the address').click()
      await expect(page.getByText('This link or code is wrong')).toBeVisible()
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Code').fill(code.toLowerCase())
      await button(page, 'Confirm the address').click()
      await expect(page.getByText(`${email} is the e-mail address of ${member.uid}.`)).toBeVisible()
      await page.getByRole('link', { name: 'Go to your account' }).click()
      await expect(section(page)).toContainText(`${email} (verified)`)
    })
  })
}

test('the link says whose address it confirms, and does nothing by itself', async ({
  page,
  member,
  mailed,
  host,
}) => {
  const email = newEmail()
  await ask(page, email)
  const { link } = await mailed.waitForMail(email)
  // Anywhere else, where nobody is signed in.
  await page.context().clearCookies()
  await page.goto(link)
  await expect(page.getByRole('main')).toContainText(
    `${email} becomes the e-mail address of the user ${member.uid}.`,
  )
  expect(page.url()).not.toContain('#')
  await expectAccessible(page)
  const token = await signIn(host, member)
  const own = await send(host, { path: '/api/id', headers: [bearer(token)] })
  expect(own.json().email).toBeNull()
  await button(page, 'Confirm the address').click()
  await expect(page.getByText(`${email} is the e-mail address of ${member.uid}.`)).toBeVisible()
  await page.goto('/login')
  await page.goto(link)
  await expect(page.getByText('This link or code is wrong')).toBeVisible()
  await expect(page.getByLabel('Code')).toBeVisible()
})

test('the account shows that an address is not verified, and is accessible', async ({
  page,
  member,
  mailed,
}) => {
  const email = newEmail()
  await ask(page, email)
  await mailed.waitForMail(email)
  await expect(page.getByRole('textbox', { name: 'E-mail', exact: true })).toHaveCount(0)
  await expectAccessible(page)
  await page.goto('/verify')
  await expect(page.getByLabel('Code')).toBeVisible()
  await expectAccessible(page)
  expect(member.uid).not.toBe('')
})
