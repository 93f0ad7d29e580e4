import { addMail, addMailStop } from '../fixtures/mails.ts'
import { createMember, makeUid } from '../fixtures/people.ts'
import { ageProof } from './age-proof.ts'
import { expectAccessible } from './axe.ts'
import { awaitScripts } from './scripts.ts'
import { expect, test } from './test.ts'

test('a failed mail is found, tried again and dropped', async ({ page, host, admin }) => {
  const address = `${makeUid()}@example.org`
  const id = await addMail(host, { address, kind: 'password_reset', content: 'c3s4led' })
  await addMail(host, { address, status: 'sent', content: '', answer: '250 OK' })
  await page.goto('/outbox')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  await page.getByRole('searchbox').fill(address)
  await page.getByLabel('State').selectOption('Failed')
  await page.getByRole('button', { name: 'Show' }).click()
  const rows = page.getByRole('row').filter({ hasText: address })
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Password reset')
  await expect(rows).toContainText('550 5.7.26 Not today')
  await expect(page.getByRole('main')).not.toContainText('c3s4led')
  await expectAccessible(page)
  await rows.getByRole('button', { name: `Try again mail ${id}` }).click()
  await expect(page.getByText(`The mail to ${address} is being sent again.`)).toBeVisible()
  await expect(page.getByText('No mail matches')).toBeVisible()
  await page.getByRole('link', { name: 'Show all mails' }).click()
  await expect(page.getByRole('row').filter({ hasText: address })).toHaveCount(2)
  // A form that the browser sends by itself leaves no words where its row is gone.
  await awaitScripts(page)
  await page.getByRole('button', { name: `Drop mail ${id}` }).click()
  await expect(page.getByText(`The mail to ${address} is dropped.`)).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: address })).toHaveCount(1)
})

test('a stopped address is allowed again, with a fresh proof', async ({
  page,
  context,
  host,
  admin,
}) => {
  const address = `${makeUid()}@example.org`
  await addMailStop(host, address)
  await page.goto('/outbox')
  await ageProof(host, context)
  const item = page.getByRole('listitem').filter({ hasText: address })
  await item.getByRole('button', { name: 'Allow again' }).click()
  await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText(`Mails to ${address} are sent again.`)).toBeVisible()
  await expect(item).toHaveCount(0)
})

test('the page of a user says that mails to them come back', async ({ page, host, admin }) => {
  const email = `${makeUid()}@example.org`
  const { uid } = await createMember(host, { email })
  await page.goto(`/users/${uid}`)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  await expect(page.getByText('come back')).toHaveCount(0)
  await addMailStop(host, email)
  await page.reload()
  await expect(page.getByText('550 5.1.1 No such user')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Allow it again' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: email })).toBeVisible()
})

test('the navigation says that a mail has failed', async ({ page, host, admin }) => {
  await addMail(host, { address: `${makeUid()}@example.org` })
  await page.goto('/users')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  await page.getByRole('link', { name: 'Mail (some have failed)' }).click()
  await expect(page.getByRole('heading', { name: 'Outbox' })).toBeVisible()
  await expectAccessible(page)
})

test('members see the users instead', async ({ page, member }) => {
  await page.goto('/outbox')
  await expect(page).toHaveURL(/\/users$/)
  await expect(page.getByRole('banner')).toContainText(member.uid)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('mails are filtered, tried again and dropped', async ({ page, host, admin }) => {
    const address = `${makeUid()}@example.org`
    const id = await addMail(host, { address })
    await page.goto('/outbox')
    await expect(page.getByRole('banner')).toContainText(admin.uid)
    await page.getByRole('searchbox').fill(address)
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('button', { name: `Try again mail ${id}` }).click()
    const row = page.getByRole('row').filter({ hasText: address })
    await expect(row).toContainText('Waiting')
    await row.getByRole('button', { name: `Drop mail ${id}` }).click()
    await expect(page.getByText('No mail matches')).toBeVisible()
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('each mail is a card, and the filters wait behind a button', async ({
    page,
    host,
    admin,
  }) => {
    const address = `${makeUid()}@example.org`
    await addMail(host, { address })
    await page.goto('/outbox')
    await expect(page.getByRole('banner')).toContainText(admin.uid)
    await expect(page.getByRole('searchbox')).toBeHidden()
    await expect(page.getByRole('row').filter({ hasText: address })).toBeVisible()
    const overflow = 'document.documentElement.scrollWidth > innerWidth'
    expect(await page.evaluate(overflow)).toBe(false)
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByRole('searchbox').fill(address)
    await page.getByRole('searchbox').press('Enter')
    await expect(page).toHaveURL(/q=/)
  })
})
