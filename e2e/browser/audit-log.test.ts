import { readFile } from 'node:fs/promises'
import { bearer, from, newAddress, postJson, sendJson } from '../fixtures/client.ts'
import { createMember } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const ADDRESS = newAddress()

test.beforeEach(async ({ host, person }) => {
  const wrong = { uid: person.uid, password: 'wrong' }
  await postJson(host, '/api/authenticate', wrong, [from(ADDRESS)])
  const call = { method: 'PATCH', path: `/api/users/${person.uid}` }
  const asAdmin = { ...call, headers: [bearer(host.adminToken)] }
  await sendJson(host, asAdmin, { name: 'Grace B. Hopper' })
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an administrator searches the events of a user and exports them', async ({
      page,
      person,
      admin,
    }) => {
      const { uid } = person
      await page.goto('/users')
      await page.getByRole('link', { name: 'Audit log' }).click()
      await expect(page.locator('nav [aria-current]')).toHaveText('Audit log')
      await page.getByRole('searchbox').fill(uid.toUpperCase())
      await page.getByRole('button', { name: 'Show' }).click()
      const rows = page.getByRole('row').filter({ hasText: uid })
      await expect(rows).toHaveText([
        new RegExp(`${admin.uid} changed the name of ${uid}`),
        new RegExp(`A sign-in for ${uid} was refused.*Refused`),
        new RegExp(`${uid} signed in.*Done`),
        new RegExp(`${uid} signed up.*Done`),
      ])
      await rows.nth(1).getByText('Details').click()
      await expect(rows.nth(1).getByText('invalid')).toBeVisible()
      await expect(rows.nth(1)).toContainText(ADDRESS)

      await page.getByLabel('Result').selectOption('Refused')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(rows).toHaveCount(1)
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Export CSV' }).click()
      const text = await readFile(await (await download).path(), 'utf8')
      expect(text.trim().split('\r\n')).toHaveLength(2)

      await rows.getByRole('link', { name: uid }).click()
      await expect(page).toHaveURL(`/users/${uid}`)
      await page.getByRole('link', { name: `Audit log of ${uid}` }).click()
      await expect(rows).toHaveCount(4)
    })

    test('a long list is paged', async ({ page, host, admin, person: { uid } }) => {
      const call = {
        method: 'PATCH',
        path: `/api/users/${uid}`,
        headers: [bearer(host.adminToken)],
      }
      // With the four events before, one more than a page takes.
      for (let i = 0; i < 47; i++) await sendJson(host, call, { name: `Grace ${i}` })
      await page.goto(`/activity?q=${uid}`)
      const rows = page.getByRole('row')
      await expect(rows).toHaveCount(51)
      await expect(rows.nth(1)).toContainText(`${admin.uid} changed the name of ${uid}`)
      await page.getByRole('link', { name: 'Older' }).click()
      await expect(rows).toHaveCount(2)
      await expect(rows.nth(1)).toContainText(`${uid} signed up`)
      await page.getByRole('link', { name: 'Newer' }).click()
      await expect(rows).toHaveCount(51)
      await expect(rows.nth(1)).toContainText(`${admin.uid} changed the name of ${uid}`)
    })
  })
}

test('the plot has a table of its numbers', async ({ page, host, admin }) => {
  await createMember(host)
  await page.goto('/activity?span=24h')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  const plot = page.getByRole('img', { name: /Sign-ins, last 24 hours\. Refused: \d+/ })
  await expect(plot.locator('title')).toHaveCount(24)
  await expect(page.getByText(/^Scale: 0 to \d/)).toBeVisible()
  await page.getByText('Numbers').click()
  const table = page.getByRole('table', { name: 'Sign-ins, last 24 hours' })
  await expect(table.getByRole('row')).toHaveCount(25)
  // The hour may have ended since the sign-in.
  const [now, before] = [1, 2].map(row => table.getByRole('row').nth(row).getByRole('cell').first())
  const counts = await Promise.all([now?.textContent(), before?.textContent()])
  expect(Math.max(...counts.map(Number))).toBeGreaterThan(0)
})

for (const [name, viewport] of [
  ['on a desk', { width: 1280, height: 720 }],
  ['on a phone', { width: 360, height: 740 }],
] as const) {
  test.describe(name, () => {
    test.use({ viewport })

    test('axe finds nothing, and the page is not wider than the screen', async ({
      page,
      person,
      admin,
    }) => {
      await page.goto(`/activity?q=${person.uid}`)
      await expect(page.getByRole('banner')).toContainText(admin.uid)
      await page.getByText('Details').first().click()
      await page.getByText('Numbers').click()
      await expectAccessible(page)
      const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement)
      expect(scrollWidth).toBe(clientWidth)
      await page.goto('/activity?q=nobody-is-called-this')
      await expect(page.getByRole('heading', { level: 2 })).toHaveText('No audit event matches')
      await expectAccessible(page)
      await page.getByRole('link', { name: 'Show all events' }).click()
      await expect(page).toHaveURL('/activity')
    })
  })
}

test('an address that we cannot read leads to all events', async ({ page, admin }) => {
  for (const query of ['action=fly', 'after=nowhere', 'span=1y']) {
    await page.goto(`/activity?${query}`)
    await expect(page).toHaveURL('/activity')
  }
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('a member cannot open it, but sees their own events', async ({ page, member }) => {
  await page.goto('/activity')
  await expect(page).toHaveURL('/users')
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  await page.goto('/account')
  const own = page.getByRole('region', { name: 'Audit log' }).getByRole('listitem')
  await expect(own).toHaveText([
    /^An administrator changed the name of your account/,
    /^A sign-in for your account was refused/,
    /^You signed in/,
    /^You signed up/,
  ])
  await expect(own.nth(1)).toContainText(ADDRESS)
  await expect(page.getByRole('banner')).toContainText(member.uid)
  await expectAccessible(page)
})

test('a visitor is sent to the login', async ({ page }) => {
  await page.goto('/activity?result=refused')
  await expect(page).toHaveURL('/login?next=%2Factivity%3Fresult%3Drefused')
})
