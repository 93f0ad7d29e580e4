import type { Page } from 'playwright/test'
import { bearer, send, sendJson } from '../fixtures/client.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import { addUsers, chooseMenuItem, locateDialog, locateUserRow } from './users-page.ts'

const name = (page: Page) => locateDialog(page).getByLabel('Name')
const save = (page: Page, words: string) =>
  locateDialog(page).getByRole('button', { name: words, exact: true }).click()

test('two administrators edit one user: nothing is lost unseen', async ({
  page,
  context,
  host,
  admin,
}) => {
  const { prefix, all } = await addUsers(host, 1)
  const [uid = ''] = all
  const other = await context.newPage()
  for (const one of [page, other]) {
    await one.goto(`/users?q=${prefix}`)
    await chooseMenuItem(one, uid, 'Edit…')
  }
  await name(other).fill('Theirs')
  await locateDialog(other).getByLabel('Role').selectOption('Editor')
  await save(other, 'Save user')
  await expect(locateUserRow(other, uid)).toContainText('Theirs')

  await name(page).fill('Mine')
  await locateDialog(page).getByLabel('E-mail').fill('mine@example.org')
  await save(page, 'Save user')
  await expect(locateDialog(page)).toContainText(
    'Somebody else has changed this user in the meantime.',
  )
  await expect(locateDialog(page).getByRole('row', { name: 'Name Mine Theirs' })).toBeVisible()
  await expect(name(page)).toHaveValue('Mine')
  // A field that was not changed here is not reset.
  await expect(locateDialog(page).getByLabel('Role')).toHaveValue('Editor')
  await expectAccessible(page)

  await save(page, 'Load their version')
  await expect(name(page)).toHaveValue('Theirs')
  await expect(locateDialog(page).getByRole('row', { name: 'Name Mine Theirs' })).toBeVisible()
  await save(page, 'Put mine back')
  await expect(name(page)).toHaveValue('Mine')
  await save(page, 'Save mine anyway')
  await expect(locateUserRow(page, uid)).toContainText('Mine')
  await expect(locateUserRow(page, uid)).toContainText('Editor')
  await expect(locateUserRow(page, uid)).toContainText('mine@example.org')
  await expect(page.getByRole('banner')).toContainText(admin.uid)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a profile that was changed elsewhere is not overwritten without asking', async ({
      page,
      host,
      member,
    }) => {
      const main = page.getByRole('main')
      const change = (changes: Record<string, string>) => {
        const path = `/api/users/${member.uid}`
        return sendJson(host, { method: 'PATCH', path, headers: [bearer(member.token)] }, changes)
      }
      await page.goto('/account')
      await change({ name: 'Theirs', email: 'theirs@example.org' })
      await main.getByLabel('Name', { exact: true }).fill('Mine')
      await main.getByRole('button', { name: 'Save profile' }).click()
      await expect(main).toContainText('Your profile was changed in another window')
      await expect(main.getByRole('row', { name: 'Name Mine Theirs' })).toBeVisible()
      await expect(main.getByLabel('E-mail')).toHaveValue('theirs@example.org')
      // Changed again before the next save: it asks again.
      await change({ name: 'Theirs again' })
      await main.getByRole('button', { name: 'Save mine anyway' }).click()
      await expect(main.getByRole('row', { name: 'Name Mine Theirs again' })).toBeVisible()
      await main.getByRole('button', { name: 'Save mine anyway' }).click()
      await expect(main.getByText('Your profile is saved.')).toBeVisible()
      const now = await send(host, { path: '/api/id', headers: [bearer(member.token)] })
      expect(now.json()).toMatchObject({ name: 'Mine', email: 'theirs@example.org' })
    })
  })
}

test('a change of something that the form does not show raises no question', async ({
  page,
  host,
  member,
}) => {
  await page.goto('/account')
  const headers = [bearer(host.adminToken)]
  const path = `/api/users/${member.uid}`
  // The same name: nothing has changed but the version.
  const { status } = await sendJson(host, { method: 'PATCH', path, headers }, { name: member.name })
  expect(status).toBe(200)
  await page.getByLabel('Name', { exact: true }).fill('Grace Brewster')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Your profile is saved.')).toBeVisible()
})
