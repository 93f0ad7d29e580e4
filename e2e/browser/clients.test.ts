import { executeSql, formatMoment } from '../fixtures/database.ts'
import { makeImage } from '../fixtures/images.ts'
import { makeUid } from '../fixtures/people.ts'
import { ageProof } from './age-proof.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const BACK = 'https://wiki.example/back'

test('an application is registered, changed, given a new secret, disabled and removed', async ({
  page,
  admin,
}) => {
  const name = `Wiki ${makeUid()}`
  await page.goto('/users')
  await page.getByRole('navigation').getByRole('link', { name: 'Apps' }).click()
  await page.getByRole('link', { name: 'Register an application' }).click()
  const register = page.getByRole('button', { name: 'Register this application' })
  await page.getByLabel('Return addresses').fill('http://wiki.example/back')
  await register.click()
  await expect(page.getByText('The name is missing')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await register.click()
  await expect(page.getByText('use https')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Return addresses').fill(BACK)
  await page.getByLabel('E-mail address (email)').uncheck()
  await page.getByLabel('Logo').setInputFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: await makeImage('png'),
  })
  await register.click()
  await expect(page.getByText(`${name} is registered.`)).toBeVisible()
  const id = await page.getByLabel('Client ID').inputValue()
  expect(id).toMatch(/^lk_/)
  const secret = await page.getByLabel('Client secret').inputValue()
  expect(secret).toMatch(/^[\w-]{43}$/)
  await expectAccessible(page)

  await page.getByRole('link', { name: 'To the application' }).click()
  await expect(page).toHaveURL(new RegExp(`/clients/${id}$`))
  await expect(page.getByLabel('Client secret')).toHaveCount(0)
  await expect(page.getByLabel('E-mail address (email)')).not.toBeChecked()
  await expect(page.getByLabel('Return addresses')).toHaveValue(BACK)
  await page.getByLabel('Ask each person once').uncheck()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(`${name} is saved.`)).toBeVisible()
  await expect(page.getByLabel('Ask each person once')).not.toBeChecked()
  await page.getByRole('button', { name: 'Replace the secret' }).click()
  await expect(page.getByText('The secret is replaced.')).toBeVisible()
  expect(await page.getByLabel('Client secret').inputValue()).not.toBe(secret)
  await expect(page.getByRole('region', { name: 'Secret' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Disable this application' }).click()
  await expect(page.getByText('its sessions have ended')).toBeVisible()

  await page.getByRole('link', { name: 'All applications' }).click()
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('Disabled')
  await expect(row).toContainText(`by ${admin.uid}`)
  await expect(row.locator('img')).toHaveAttribute('src', /^data:image\/webp/)
  await expectAccessible(page)
  await row.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Remove this application' }).click()
  await expect(page).toHaveURL(/\/clients$/)
  await expect(row).toHaveCount(0)
})

test('a logo is not lost when the password is asked for', async ({
  page,
  context,
  host,
  admin,
}) => {
  const name = `Wiki ${makeUid()}`
  await page.goto('/clients/new')
  await ageProof(host, context)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Return addresses').fill(BACK)
  await page.getByLabel('Logo').setInputFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: await makeImage('png'),
  })
  await page.getByRole('button', { name: 'Register this application' }).click()
  await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('link', { name: 'To the application' }).click()
  await expect(page.locator('main img')).toHaveAttribute('src', /^data:image\/webp/)
})

test('a return address that an application was refused is allowed by a button', async ({
  page,
  host,
  admin,
}) => {
  await page.goto('/clients/new')
  await page.getByLabel('Name', { exact: true }).fill(`Wiki ${makeUid()}`)
  await page.getByLabel('Return addresses').fill(BACK)
  await page.getByRole('button', { name: 'Register this application' }).click()
  const id = await page.getByLabel('Client ID').inputValue()
  await page.goto('/clients')
  const address = `https://${makeUid()}.example/new`
  const now = formatMoment(0)
  await executeSql(
    host,
    `INSERT INTO "ReturnRefusal" ("address", "clientId", "firstSeen", "lastSeen", "count")
      VALUES ('${address}', '${id}', ${now}, ${now}, 1)`,
  )
  const refusal = page.getByRole('listitem').filter({ hasText: address })
  await expect(refusal).toContainText('Allow it only if you know')
  await expectAccessible(page)
  await refusal.getByRole('button', { name: 'Allow this address' }).click()
  await expect(page.getByText(`${address} is now a return address.`)).toBeVisible()
  await page.goto(`/clients/${id}`)
  await expect(page.getByLabel('Return addresses')).toHaveValue(`${BACK}\n${address}`)
  expect(admin.uid).toBe('admin')
})

test('members are led away', async ({ page, member }) => {
  for (const path of ['/clients', '/clients/new', '/clients/lk_none']) {
    await page.goto(path)
    await expect(page).toHaveURL(/\/users$/)
  }
  expect(member.uid).not.toBe('admin')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('pages and forms do the same', async ({ page, admin }) => {
    const name = `Wiki ${makeUid()}`
    await page.goto('/clients')
    await page.getByRole('link', { name: 'Register an application' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Where it runs').selectOption('public')
    await page.getByLabel('Return addresses').fill('com.example.app:/back')
    await page.getByRole('button', { name: 'Register this application' }).click()
    await page.getByRole('link', { name: 'To the application' }).click()
    await page.getByLabel('Name', { exact: true }).fill(`${name} 2`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText(`${name} 2 is saved.`)).toBeVisible()
    await page.getByRole('button', { name: 'Disable this application' }).click()
    await expect(page.getByText('its sessions have ended')).toBeVisible()
    await page.getByRole('button', { name: 'Remove this application' }).click()
    await expect(page).toHaveURL(/\/clients$/)
    expect(admin.uid).toBe('admin')
  })
})
