import { readFile } from 'node:fs/promises'
import { bearer, send } from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'
import { createMember, makeUid } from '../fixtures/people.ts'
import { ageProof } from './age-proof.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import { locateSelectionBar, tick } from './users-page.ts'

async function expectRole(host: Host, uid: string, role: string): Promise<void> {
  const answer = await send(host, { path: `/api/users/${uid}`, headers: [bearer(host.adminToken)] })
  expect(answer.json()).toMatchObject({ role })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an e-mail address is changed after the password, with all that was typed', async ({
      page,
      context,
      host,
      member,
    }) => {
      await ageProof(host, context)
      await page.goto('/account')
      await page.getByLabel('Name').fill('Somebody Else')
      await page.getByLabel('E-mail').fill('else@example.org')
      await page.getByRole('button', { name: 'Save profile' }).click()
      const dialog = page.getByRole('dialog', { name: 'Enter your password again' })
      const password = dialog.getByLabel('Your password')
      const submit = dialog.getByRole('button', { name: 'Continue' })
      await expect(password).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await password.fill('not the one')
      await submit.click()
      await expect(password).toHaveAccessibleDescription('This is not your current password.')
      await password.fill(member.password)
      await submit.click()
      await expect(page.getByText('Your profile is saved.')).toBeVisible()
      await expect(dialog).toHaveCount(0)
      const answer = await send(host, { path: '/api/id', headers: [bearer(member.token)] })
      expect(answer.json()).toMatchObject({ name: 'Somebody Else', email: 'else@example.org' })
    })

    test('an export asks on a page of its own, and then starts', async ({
      page,
      context,
      host,
      admin,
    }) => {
      const { uid } = await createMember(host)
      await ageProof(host, context)
      await page.goto(`/users?q=${uid}`)
      await page.getByRole('link', { name: 'Export CSV' }).click()
      await expect(page.getByRole('heading', { name: 'Enter your password again' })).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Continue' }).click()
      const file = await download
      expect(await readFile(await file.path(), 'utf8')).toContain(uid)
    })

    test('the role that was chosen is set after the password', async ({
      page,
      context,
      host,
      admin,
      watch,
    }) => {
      const { uid } = await createMember(host)
      await ageProof(host, context)
      if (javaScriptEnabled) {
        watch.expectComplaint(/status of 401/)
        await page.goto(`/users?q=${uid}`)
        await tick(page, `Select ${uid}`)
        await locateSelectionBar(page).getByRole('button', { name: 'Set role…' }).click()
      } else await page.goto(`/change-users?action=role&uid=${uid}`)
      await page.getByLabel('New role').selectOption('Editor')
      await page.getByRole('button', { name: `Set the role of ${uid}` }).click()
      await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(page.getByText('1 user given the role')).toBeVisible()
      await expectRole(host, uid, 'Editor')
    })

    test('a user with a role is created after the password', async ({
      page,
      context,
      host,
      admin,
    }) => {
      await ageProof(host, context)
      const uid = makeUid()
      await page.goto('/new-user')
      await page.getByLabel('User ID').fill(uid)
      await page.getByLabel('Name').fill('Ada Lovelace')
      await page.getByLabel('First password').fill('three random words')
      await page.getByLabel('Role').selectOption('Editor')
      await page.getByRole('button', { name: 'Create user' }).click()
      await page.getByRole('textbox', { name: 'Your password' }).fill(admin.password)
      await page.getByRole('button', { name: 'Continue' }).click()
      if (!javaScriptEnabled) {
        // A server never gives a password back.
        await page.getByLabel('First password').fill('three random words')
        await page.getByRole('button', { name: 'Create user' }).click()
      }
      await expect(page.getByText(`${uid} is created.`)).toBeVisible()
      await expect(page.getByLabel('First password')).toHaveValue('')
      await expectRole(host, uid, 'Editor')
    })
  })
}

test('a user who cancels is asked again the next time', async ({ page, context, host, member }) => {
  await ageProof(host, context)
  await page.goto('/account')
  await expect(page.getByRole('banner')).toContainText(member.uid)
  const uid = page.getByRole('textbox', { name: 'User ID' })
  const change = page.getByRole('button', { name: 'Change user ID and sign out' })
  const wanted = makeUid()
  await uid.fill(wanted)
  const dialog = page.getByRole('dialog')
  for (const leave of [
    () => dialog.getByRole('button', { name: 'Cancel' }).click(),
    () => page.keyboard.press('Escape'),
  ]) {
    await change.click()
    await expect(dialog.getByLabel('Your password')).toBeFocused()
    await leave()
    await expect(dialog).toBeHidden()
    await expect(change).toBeFocused()
    await expect(uid).toHaveValue(wanted)
  }
})

test('users are deleted in bulk after the password', async ({
  page,
  context,
  host,
  admin,
  watch,
}) => {
  watch.expectComplaint(/status of 401/)
  watch.expectComplaint(/status of 403/)
  const asked: string[] = []
  page.on('request', request => asked.push(`${request.method()} ${request.url()}`))
  const prefix = makeUid()
  for (const end of ['a', 'b']) await createMember(host, { uid: `${prefix}.${end}` })
  await ageProof(host, context)
  await page.goto(`/users?q=${prefix}`)
  for (const end of ['a', 'b']) {
    await page.getByRole('checkbox', { name: new RegExp(`${prefix}.${end}`) }).check()
  }
  await page.getByRole('region', { name: 'Selection' }).getByText('Delete…').click()
  await page.getByRole('button', { name: 'Delete 2 users' }).click()
  const dialog = page.getByRole('dialog', { name: 'Enter your password again' })
  await dialog.getByLabel('Your password').fill('not the one')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByLabel('Your password')).toHaveAccessibleDescription(/not your current/)
  await dialog.getByLabel('Your password').fill(admin.password)
  // Two clicks count once.
  await dialog.getByRole('button', { name: 'Continue' }).evaluate((button: HTMLElement) => {
    button.click()
    button.click()
  })
  await expect(page.getByText('2 users deleted.')).toBeVisible()
  // Refused once without the password, then done.
  expect(asked.filter(call => /^POST .*\/api\/users\/bulk$/.test(call))).toHaveLength(2)
})

test('deleting one’s account takes its own password as the proof', async ({
  page,
  context,
  host,
  member,
}) => {
  await ageProof(host, context)
  await page.goto('/account/delete')
  await page.getByLabel('Your password').fill(member.password)
  await page.getByRole('button', { name: `Delete account ${member.uid}` }).click()
  await expect(page.getByRole('heading', { name: 'Account deleted' })).toBeVisible()
})
