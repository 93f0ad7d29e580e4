import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { executeSql } from '../fixtures/database.ts'
import { startHost } from '../fixtures/start-host.ts'
import { expectAccessible } from './axe.ts'
import { test as base, expect } from './test.ts'

/** A test on a host of its own, for what would disturb other tests. */
const test = base.extend<object, { folder: string }>({
  folder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'latchkey-browser-'))
      await use(folder)
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  host: [
    async ({ folder }, use) => {
      const { host, child } = await startHost({
        server: 'server.ts',
        databaseUrl: `file:${join(folder, 'own.db')}`,
        variables: { SIGNUP: 'closed' },
      })
      await use(host)
      await child.stop()
    },
    { scope: 'worker' },
  ],
})

test.describe.configure({ mode: 'serial' })

test('the pages say that sign-up is closed', async ({ page }) => {
  await page.goto('/login')
  await expect(page.getByText('Ask an administrator')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign up' })).toHaveCount(0)
  await page.goto('/signup')
  await expect(page.getByRole('heading', { name: 'Sign-up is closed' })).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/login\b/)
})

test('the only user is told what to do next', async ({ page, admin }) => {
  await page.goto('/users')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  const first = page.getByRole('region', { name: 'You are the first user' })
  await expect(first).toContainText('New user')
  await expect(first).not.toContainText('sign up')
  await expectAccessible(page)
  await page.goto('/users?q=admin')
  await expect(page.getByText('1 user for “admin”')).toBeVisible()
  await expect(first).toHaveCount(0)
  await page.goto('/users')
  await first.getByRole('link', { name: 'Go to the origins' }).click()
  await expect(page.getByRole('heading', { name: 'Origins', level: 1 })).toBeVisible()
})

test('a form that cannot be saved now says so, and keeps what was typed', async ({
  page,
  admin,
  host,
}) => {
  await page.goto('/account')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  const name = page.getByLabel('Name', { exact: true })
  const save = page.getByRole('button', { name: 'Save profile' })
  await name.fill('Ada Lovelace')
  const other = new Database(host.databaseUrl.slice('file:'.length))
  other.exec('BEGIN IMMEDIATE')
  await save.click()
  await expect(page.getByText('The server is busy. Try again soon.')).toBeVisible()
  await expect(name).toHaveValue('Ada Lovelace')
  other.close()
  await save.click()
  await expect(page.getByText('Your profile is saved.')).toBeVisible()
})

test('a page that fails says so, but not why', async ({ page, admin, host, watch }) => {
  await page.goto('/users')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  watch.expectComplaint(/status of 500/)
  watch.expectComplaint(/React error #441/)
  await executeSql(host, 'ALTER TABLE "Session" RENAME TO "SessionAway"')
  const response = await page.reload()
  expect(response?.status()).toBe(500)
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
  await expect(page.locator('html')).not.toContainText(/prisma|sqlite|session/i)
  await expectAccessible(page)
  await executeSql(host, 'ALTER TABLE "SessionAway" RENAME TO "Session"')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible()
})
