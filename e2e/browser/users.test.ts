import { randomInt } from 'node:crypto'
import type { Page } from 'playwright/test'
import { bearer, postJson } from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'
import { makeUserInput } from '../fixtures/people.ts'
import { expect, test } from './test.ts'

/** The uids on the page, from top to bottom. */
const uids = (page: Page) => page.getByRole('rowheader')
const head = (page: Page, name: string) => page.getByRole('columnheader', { name })

/** Adds users whose uids begin with a prefix that no others have; names fall while uids rise. */
async function addUsers(host: Host, count: number): Promise<{ prefix: string; all: string[] }> {
  const prefix = `p${randomInt(1e9)}.`
  const all = Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(3, '0')}`)
  const added = await Promise.all(
    all.map((uid, i) => {
      const user = makeUserInput({ uid, name: `Person ${count - i + 1000}`, dob: '2001-02-03' })
      return postJson(host, '/api/users', user, [bearer(host.adminToken)])
    }),
  )
  expect(new Set(added.map(({ status }) => status))).toEqual(new Set([201]))
  return { prefix, all }
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the heads of the table sort it, and reverse it', async ({ page, host, member }) => {
      const { prefix, all } = await addUsers(host, 3)
      await page.goto(`/users?q=${prefix}`)
      await expect(uids(page)).toHaveText(all)
      // What a search finds is in no column's order until one is asked for.
      await expect(page.locator('th[aria-sort]')).toHaveCount(0)
      await head(page, 'Name').getByRole('link').click()
      await expect(page).toHaveURL(`/users?q=${prefix}&sort=name`)
      await expect(uids(page)).toHaveText(all.toReversed())
      await expect(head(page, 'Name')).toHaveAttribute('aria-sort', 'ascending')
      await expect(head(page, 'User ID')).not.toHaveAttribute('aria-sort')
      await head(page, 'Name').getByRole('link').click()
      await expect(page).toHaveURL(`/users?q=${prefix}&sort=-name`)
      await expect(uids(page)).toHaveText(all)
      await expect(head(page, 'Name')).toHaveAttribute('aria-sort', 'descending')
      await expect(page.getByRole('banner')).toContainText(member.uid)
    })

    test('a search finds users, keeps the order and is in the address', async ({
      page,
      member,
    }) => {
      await page.goto('/users?sort=-name')
      const search = page.getByRole('searchbox')
      await search.fill(member.uid.slice(0, 10).toUpperCase())
      await search.press('Enter')
      await expect(page).toHaveURL(/\?q=0U\w{8}&sort=-name$/)
      await expect(uids(page)).toHaveCount(1)
      await expect(uids(page)).toContainText(member.uid)
      await page.reload()
      await expect(search).toHaveValue(member.uid.slice(0, 10).toUpperCase())
      await search.fill('nobody is called this')
      await search.press('Enter')
      await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
      await page.getByRole('link', { name: 'Show all users' }).click()
      await expect(page).toHaveURL('/users?sort=-name')
      await expect(uids(page).first()).toBeVisible()
    })

    test('a long list is paged forwards and back', async ({ page, host, member }) => {
      const { prefix, all } = await addUsers(host, 12)
      const pages = [all.slice(0, 5), all.slice(5, 10), all.slice(10)]
      const pageLink = (name: string) => page.getByRole('link', { name, exact: true })
      await page.goto(`/users?q=${prefix}&limit=5`)
      await expect(page.getByRole('main')).toContainText('12 users')
      await expect(uids(page)).toHaveText(pages[0] ?? [])
      await expect(pageLink('Previous')).toHaveCount(0)
      await pageLink('Next').click()
      await expect(uids(page)).toHaveText(pages[1] ?? [])
      await pageLink('Next').click()
      await expect(uids(page)).toHaveText(pages[2] ?? [])
      await expect(pageLink('Next')).toHaveCount(0)
      await pageLink('Previous').click()
      await expect(uids(page)).toHaveText(pages[1] ?? [])
      await page.goBack()
      await expect(uids(page)).toHaveText(pages[2] ?? [])
      await expect(page.getByRole('banner')).toContainText(member.uid)
    })
  })
}

test('a member sees of others the name, the age and the role', async ({ page, host, member }) => {
  const { prefix } = await addUsers(host, 1)
  await page.goto(`/users?q=${prefix}`)
  const row = page.getByRole('row').filter({ hasText: prefix })
  const age = String(new Date().getUTCFullYear() - 2001)
  await expect(row.getByRole('cell').first()).toHaveText('Person 1001')
  await expect(row.getByRole('cell', { name: 'User', exact: true })).toBeVisible()
  await expect(row).toContainText(new RegExp(`${age}|${Number(age) - 1}`))
  await expect(head(page, 'Joined')).toHaveCount(0)
  await expect(page.getByRole('banner')).toContainText(member.uid)
})

test('an administrator sees when people joined', async ({ page, person, admin }) => {
  await page.goto(`/users?q=${person.uid}`)
  await head(page, 'Joined').getByRole('link').click()
  await expect(page).toHaveURL(`/users?q=${person.uid}&sort=joined`)
  const row = page.getByRole('row').filter({ hasText: person.uid })
  await expect(row.locator('time').first()).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT/)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('an address that we cannot read leads to the list', async ({ page, member }) => {
  await page.goto('/users?sort=name&limit=1000')
  await expect(page).toHaveURL('/users?sort=name&limit=200')
  for (const query of ['sort=password', 'after=nonsense', 'limit=0', 'sort=uid&sort=name']) {
    await page.goto(`/users?${query}`)
    await expect(uids(page).first(), query).toBeVisible()
  }
  await expect(page.getByRole('banner')).toContainText(member.uid)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true })

  test('the list fits the screen and has the same content', async ({ page, host, admin }) => {
    const { prefix } = await addUsers(host, 2)
    for (const path of ['/users', `/users?q=${prefix}`, '/users?q=nobody-is-called-this']) {
      await page.goto(path)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, path).toBeLessThanOrEqual(360)
    }
    await page.goto(`/users?q=${prefix}`)
    const main = page.getByRole('main')
    await expect(main.locator('th', { hasText: `${prefix}000` })).toBeVisible()
    await expect(main.getByText('Person 1002')).toBeVisible()
    await main.getByRole('link', { name: 'Name' }).click()
    await expect(page).toHaveURL(`/users?q=${prefix}&sort=name`)
    await expect(page.getByRole('banner')).toContainText(admin.uid)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL('/login')
  })
})
