import type { Page } from 'playwright/test'
import { makeUid } from '../fixtures/people.ts'
import { ageProof } from './age-proof.ts'
import { expect, test } from './mail-test.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name })
const addresses = (page: Page) => page.getByLabel('E-mail addresses')

test('a long list is sent in pieces, with the password where it is asked for', async ({
  page,
  context,
  host,
  admin,
  watch,
}) => {
  watch.expectComplaint(/status of 401/)
  const mark = makeUid()
  const emails = Array.from({ length: 600 }, (_, i) => `${mark}-${i}@example.org`)
  await page.goto('/users/invitations')
  await addresses(page).fill(emails.slice(0, 510).join('\n'))
  await button(page, 'Invite').click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expect(page.getByText('510 invitations are on their way.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: `${mark}-509@` })).toBeVisible()
  await ageProof(host, context)
  await addresses(page).fill(emails.join('\n'))
  await button(page, 'Invite').click()
  await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
  await button(page, 'Continue').click()
  await expect(
    page.getByText(
      '90 invitations are on their way. 510 were invited within the last hour already.',
    ),
  ).toBeVisible()
})

test('a long file is sent in pieces, without the password', async ({ page, admin }) => {
  const mark = makeUid()
  const people = Array.from({ length: 510 }, (_, i) => `${mark}-${i}@example.org,Person ${i}`)
  await page.goto('/users/invitations')
  const buffer = Buffer.from(['email,name', ...people].join('\n'))
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer }
  await page.getByLabel('Or a CSV file').setInputFiles(file)
  await button(page, 'Invite').click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expect(page.getByText('510 invitations are on their way.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: `${mark}-509@` })).toContainText(
    `by ${admin.uid}`,
  )
})
