import type { Page } from 'playwright/test'
import { addMailStop } from '../fixtures/mails.ts'
import { makeUid } from '../fixtures/people.ts'
import { ageProof } from './age-proof.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './mail-test.ts'

const PASSWORD = 'correct horse battery'
const newEmail = () => `${makeUid()}@example.org`
const button = (page: Page, name: string) => page.getByRole('button', { name })
const addresses = (page: Page) => page.getByLabel('E-mail addresses')

async function choose(page: Page, uid: string): Promise<void> {
  await page.getByLabel('User ID').fill(uid)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await button(page, 'Open the account').click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('somebody is invited, and opens an account by the code', async ({
      page,
      admin,
      mailed,
    }) => {
      const email = newEmail()
      await page.goto('/users/invitations')
      await addresses(page).fill(`nobody, Grace Hopper <${email}>`)
      await button(page, 'Invite').click()
      await expect(
        page.getByText('1 invitation is on its way. 1 could not be invited.'),
      ).toBeVisible()
      await expect(page.getByRole('list', { name: 'Could not be invited' })).toContainText('nobody')
      await expect(addresses(page)).toHaveValue('nobody')
      const row = page.getByRole('row').filter({ hasText: email })
      await expect(row).toContainText('Grace Hopper')
      await expect(row).toContainText(`by ${admin.uid}`)
      const { code } = await mailed.waitForMail(email)

      await page.context().clearCookies()
      const uid = makeUid()
      await page.goto('/invitation')
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Code').fill('2222-2222')
      await choose(page, uid)
      await expect(page.getByText('This link or code is wrong')).toBeVisible()
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Code').fill(code.toLowerCase())
      await choose(page, uid)
      await expect(page.getByText(`Your account ${uid} is open.`)).toBeVisible()
      await page.getByRole('link', { name: 'Sign in' }).click()
      await page.getByLabel('User ID').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await button(page, 'Sign in').click()
      await expect(page.getByRole('banner')).toContainText(uid)
    })

    test('the people of a CSV file are invited, with the password where it is asked for', async ({
      page,
      context,
      host,
      admin,
      watch,
      mailed,
    }) => {
      if (javaScriptEnabled) watch.expectComplaint(/status of 401/)
      const [typed, grace, ada] = [newEmail(), newEmail(), newEmail()]
      const lines = ['Name;E-Mail;role', `"Hopper; Grace";${grace};`, `Ada;${ada};Admin`, 'a;b;c;d']
      const send = async (rows: string[]) => {
        const file = {
          name: 'people.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(rows.join('\r\n')),
        }
        await page.getByLabel('Or a CSV file').setInputFiles(file)
        await button(page, 'Invite').click()
      }
      await page.goto('/users/invitations')
      await send(lines)
      await expect(page.getByLabel('Or a CSV file')).toHaveAccessibleDescription(
        /The first row must name the column email/,
      )
      await ageProof(host, context)
      await addresses(page).fill(typed)
      await send(['Name;Email;role', ...lines.slice(1)])
      await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
      await button(page, 'Continue').click()
      await expect(
        page.getByText('3 invitations are on their way. 1 could not be invited.'),
      ).toBeVisible()
      await expect(page.getByRole('list', { name: 'Could not be invited' })).toHaveText(
        'Row 4: The header has 3 cells, but this row has 4.',
      )
      const row = (email: string) => page.getByRole('row').filter({ hasText: email })
      await expect(row(grace)).toContainText('Hopper; Grace')
      await expect(row(ada)).toContainText('Admin')
      for (const email of [typed, grace, ada]) await mailed.waitForMail(email)
      if (javaScriptEnabled) await expectAccessible(page)
    })

    test('an invitation is mailed again and withdrawn', async ({ page, admin, mailed }) => {
      const email = newEmail()
      await page.goto('/users/invitations')
      await addresses(page).fill(email)
      await button(page, 'Invite').click()
      await button(page, `Mail again the invitation of ${email}`).click()
      await mailed.waitForMail(email, 2)
      await button(page, `Withdraw the invitation of ${email}`).click()
      await expect(page.getByRole('row').filter({ hasText: email })).toHaveCount(0)
      expect(admin.uid).not.toBe('')
    })
  })
}

test('the link says who is invited, and does nothing by itself', async ({
  page,
  admin,
  mailed,
}) => {
  const email = newEmail()
  await page.goto('/users')
  await page.getByRole('link', { name: 'Invitations' }).click()
  await expectAccessible(page)
  await addresses(page).fill(email)
  await page.getByLabel('Role').selectOption('Admin')
  await button(page, 'Invite').click()
  await expectAccessible(page)
  const { link } = await mailed.waitForMail(email)
  await page.context().clearCookies()
  await page.goto(link)
  await expect(page.getByText(`${email} becomes the e-mail address of your account.`)).toBeVisible()
  expect(page.url()).not.toContain('#')
  await expectAccessible(page)
  await choose(page, admin.uid)
  await expect(page.getByText(`The user ID ${admin.uid} is taken.`)).toBeVisible()
  await expectAccessible(page)
  const uid = makeUid()
  await choose(page, uid)
  await expect(page.getByText(`Your account ${uid} is open.`)).toBeVisible()
  await page.goto('/login')
  await page.goto(link)
  await expect(page.getByText('This link or code is wrong')).toBeVisible()
})

test('an invitation to an address that was refused says so, and leads to its mail', async ({
  page,
  host,
  admin,
}) => {
  const email = newEmail()
  await page.goto('/users/invitations')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  await addresses(page).fill(email)
  await button(page, 'Invite').click()
  const row = page.getByRole('row').filter({ hasText: email })
  await expect(row).toContainText('Open')
  await expect(row).not.toContainText('refused')
  await addMailStop(host, email)
  await page.reload()
  await expect(row).toContainText('A mail server has refused this address')
  await expectAccessible(page)
  await row.getByRole('link', { name: 'outbox' }).click()
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Invitation')
})

test('members see the users instead', async ({ page, member }) => {
  await page.goto('/users/invitations')
  await expect(page).toHaveURL(/\/users$/)
  await expect(page.getByRole('banner')).toContainText(member.uid)
})
