import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { bearer, send } from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'
import { makeUid } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Chooses a file as a person does. */
async function choose(page: Page, name: string, content: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await button(page, 'Choose a file').click()
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })
}

async function report(page: Page): Promise<{ name: string; lines: string[] }> {
  const download = page.waitForEvent('download')
  await button(page, 'Download the report').click()
  const file = await download
  const text = await readFile(await file.path(), 'utf8')
  return { name: file.suggestedFilename(), lines: text.replace('\ufeff', '').split('\r\n') }
}

async function count(host: Host, prefix: string): Promise<number> {
  const path = `/api/users?q=${prefix}&limit=1000`
  return (await send(host, { path, headers: [bearer(host.adminToken)] })).json<unknown[]>().length
}

test('a file is checked, its errors are shown, and the rest is imported', async ({
  page,
  host,
  admin,
}) => {
  const prefix = makeUid()
  const good = Array.from({ length: 1203 }, (_, i) => `${prefix}.${i};"Zoë; the ${i}";1`)
  const bad = [`${prefix}.x;<b>;1`, `${prefix}.7;Again;1`, '=x;Formula;1']
  await page.goto('/users')
  await page.getByRole('link', { name: 'Import' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import users')
  await expectAccessible(page)
  await choose(
    page,
    'people.csv',
    ['uid;name;shoe size', ...bad.slice(0, 1), ...good, ...bad.slice(1)].join('\r\n'),
  )
  await expect(page.getByRole('heading', { name: 'people.csv: 1,206 users' })).toBeFocused()
  await expect(page.getByRole('listitem')).toHaveText([
    /1,203 users\s*to create/,
    /0 users\s*already there/,
    /3 users\s*with errors, will not be imported/,
  ])
  await expect(page.getByText('Ignored columns: shoe size.')).toBeVisible()
  const faults = page.getByRole('table').getByRole('row')
  await expect(faults).toHaveText([
    /Row/,
    /^2.*\.xThe name must not contain control characters, < or >\.$/,
    new RegExp(
      `^1,206.*The user ID ${prefix}\\.7 is already in row 10; case makes no difference\\.$`,
    ),
    /^1,207=xThe user ID must have/,
  ])
  await expectAccessible(page)
  expect(await count(host, prefix)).toBe(0)
  const check = await report(page)
  expect(check.name).toBe('latchkey-import-check.csv')
  expect(check.lines).toHaveLength(1208)
  expect(check.lines[2]).toBe(`3,${prefix}.0,would be created,,`)

  await button(page, 'Import 1,203 users').click()
  await expect(page.getByRole('heading', { name: '1,203 users imported' })).toBeFocused()
  await expectAccessible(page)
  const { name, lines } = await report(page)
  expect(name).toBe('latchkey-import.csv')
  expect(lines[0]).toBe('row,uid,result,code,message')
  expect(lines[2]).toBe(`3,${prefix}.0,created,,`)
  expect(lines.at(-2)).toMatch(/^1207,'=x,failed,invalid_input,"?The user ID must have/)
  expect(await count(host, `${prefix}.120`)).toBe(4)

  await button(page, 'Choose another file').click()
  await choose(page, 'again.json', JSON.stringify([{ uid: `${prefix}.0`, name: 'Zoë; the 0' }]))
  await expect(page.getByRole('listitem').nth(1)).toHaveText(/1 user\s*already there/)
  await expect(button(page, /^Import/)).toHaveCount(0)
  await page.getByRole('link', { name: 'Latchkey' }).click()
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('an import shows its progress, is stopped, and is continued', async ({
  page,
  host,
  admin,
}) => {
  const prefix = makeUid()
  const people = Array.from({ length: 1200 }, (_, i) => `${prefix}.${i},Ada`)
  await page.goto('/users/import')
  await choose(page, 'people.csv', ['uid,name', ...people].join('\n'))
  // The second request waits, so that there is something to see.
  let let2ndGo = () => {}
  const waited = new Promise<void>(resolve => {
    let2ndGo = resolve
  })
  let requests = 0
  await page.route('**/api/users/import', async route => {
    if (++requests === 2) await waited
    await route.continue()
  })
  await button(page, 'Import 1,200 users').click()
  const progress = page.getByRole('progressbar', { name: 'Importing people.csv' })
  await expect(progress).toHaveJSProperty('position', 500 / 1200)
  await expect(page.getByText('500 of 1,200 users. Keep this page open.')).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Stop').click()
  await expect(button(page, 'Stopping…')).toBeDisabled()
  let2ndGo()
  await expect(
    page.getByRole('heading', { name: '1,000 users imported, then it stopped' }),
  ).toBeFocused()
  expect((await report(page)).lines).toHaveLength(1002)
  await button(page, 'Check the file again').click()
  await expect(page.getByRole('listitem')).toHaveText([/^200 users/, /^1,000 users/, /^0 users/])
  await button(page, 'Import 200 users').click()
  await expect(page.getByRole('heading', { name: '200 users imported' })).toBeFocused()
  expect(await count(host, `${prefix}.11`)).toBe(111)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('a file that cannot be read is refused', async ({ page, admin }) => {
  await page.goto('/users/import')
  await choose(page, 'photo.csv', '\u0000\u0001 no table')
  await expect(page.getByRole('heading', { name: 'photo.csv cannot be imported' })).toBeFocused()
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'The first row must name the columns',
  )
  await expectAccessible(page)
  await button(page, 'Choose another file').click()
  await choose(page, 'cut.json', '[{"uid":"ada","name":"Ada"},')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'User 2 of the file is not complete',
  )
  await expect(button(page, /^Import/)).toHaveCount(0)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

test('only administrators can import', async ({ page, member }) => {
  await page.goto('/users/import')
  await expect(page).toHaveURL('/users')
  await expect(page.getByRole('link', { name: 'Import' })).toHaveCount(0)
  await expect(page.getByRole('banner')).toContainText(member.uid)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the page says how to send a file', async ({ page, host, admin }) => {
    await page.goto('/users/import')
    await expect(page.locator('noscript p').first()).toHaveText(/^This page needs JavaScript/)
    await expect(page.locator('noscript pre')).toContainText(
      `http://localhost:${host.port}/api/users/import?dry-run=1`,
    )
    await expect(page.locator('noscript pre')).toBeVisible()
    await expect(button(page, 'Choose a file')).toBeHidden()
    await expect(page.getByRole('banner')).toContainText(admin.uid)
  })
})
