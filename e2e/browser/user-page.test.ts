import { bearer, postJson } from '../fixtures/client.ts'
import { createMember, makeUid, makeUserInput, signIn } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const NEW = 'a quite different one'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an administrator makes a link by which the user sets a password, once', async ({
      page,
      context,
      host,
      person,
      admin,
    }) => {
      await page.goto(`/users/${person.uid}`)
      await expect(page.getByRole('banner')).toContainText(admin.uid)
      await page.getByRole('button', { name: 'Create a reset link' }).click()
      const url = await page.getByLabel(`Link for ${person.uid}`).inputValue()
      await expect(page.getByText('Shown only now.')).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.goto(`/users/${person.uid}`)
      await expect(page.getByLabel(`Link for ${person.uid}`)).toHaveCount(0)

      await context.clearCookies()
      const set = page.getByRole('button', { name: 'Set the new password' })
      const open = async () => {
        // A new document: only the fragment may differ from the one before.
        await page.goto('about:blank')
        await page.goto(javaScriptEnabled ? url : '/reset')
        if (!javaScriptEnabled) await page.getByLabel('Link').fill(url)
      }
      await open()
      if (javaScriptEnabled) {
        await expect(page.getByText(`For ${person.uid}.`)).toBeVisible()
        await expect(page).toHaveURL('/reset')
      }
      await page.getByLabel('New password').fill('short')
      await set.click()
      await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/8 to 256/)
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByLabel('New password').fill(NEW)
      await set.click()
      await expect(page.getByText(`The password of ${person.uid} is changed.`)).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await signIn(host, { uid: person.uid, password: NEW })

      await open()
      if (!javaScriptEnabled) {
        await page.getByLabel('New password').fill(NEW)
        await set.click()
      }
      await expect(page.getByRole('main').getByRole('alert')).toContainText('Ask for a new one')
      await expect(set).toHaveCount(0)
    })

    test('signs out everywhere, disables and enables', async ({ page, host, person, admin }) => {
      await signIn(host, person)
      await page.goto(`/users/${person.uid}`)
      await expect(page.getByRole('banner')).toContainText(admin.uid)
      await expect(page.getByText('still signed in')).toHaveCount(2)
      await page.getByRole('button', { name: 'Sign out everywhere' }).click()
      await expect(page.getByText('2 sessions have ended.')).toBeVisible()
      await expect(page.getByText('Not signed in anywhere.')).toBeVisible()
      await page.getByRole('button', { name: `Disable ${person.uid}` }).click()
      await expect(page.getByText(`${person.uid} can no longer sign in.`)).toBeVisible()
      await expect(page.getByText('Disabled', { exact: true })).toBeVisible()
      await expect(page.getByRole('button', { name: 'Create a reset link' })).toHaveCount(0)
      await page.getByRole('button', { name: `Enable ${person.uid}` }).click()
      await expect(page.getByText(`${person.uid} can sign in again.`)).toBeVisible()
      await signIn(host, person)
    })

    test('leads to the form that edits the user, and follows a new user ID', async ({
      page,
      person,
      admin,
    }) => {
      await page.goto(`/users/${person.uid}`)
      await page.getByRole('link', { name: `Edit ${person.uid}` }).click()
      await page.getByLabel('Name').fill('Ada Lovelace')
      await page.getByRole('button', { name: 'Save user' }).click()
      await expect(page.getByText(`${person.uid} is saved.`)).toBeVisible()
      await page.getByLabel('User ID').fill(`${person.uid}.b`)
      await page.getByRole('button', { name: 'Save user' }).click()
      await expect(page).toHaveURL(`/users/${person.uid}.b`)
      await expect(page.getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible()
      await expect(page.getByRole('banner')).toContainText(admin.uid)
    })

    test('deletes after a question that names the user', async ({ page, person, admin }) => {
      await page.goto(`/users/${person.uid}`)
      await expect(page.getByRole('banner')).toContainText(admin.uid)
      const first = javaScriptEnabled ? 'button' : 'link'
      await page.getByRole(first, { name: `Delete ${person.uid}…` }).click()
      const place = javaScriptEnabled ? page.getByRole('dialog') : page.getByRole('main')
      await expect(place).toContainText(`${person.uid}, ${person.name}, will be deleted`)
      if (javaScriptEnabled) {
        await expectAccessible(page)
        await page.keyboard.press('Escape')
        await expect(place).toBeHidden()
        await page.getByRole(first, { name: `Delete ${person.uid}…` }).press('Enter')
      }
      await place.getByRole('button', { name: `Delete ${person.uid}` }).click()
      await expect(page).toHaveURL('/users')
      await page.goto(`/users?q=${person.uid}`)
      await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
    })
  })
}

test('nothing happens if somebody else has changed the user first', async ({
  page,
  host,
  person,
  admin,
}) => {
  await page.goto(`/users/${person.uid}`)
  await expect(page.getByRole('banner')).toContainText(admin.uid)
  await fetch(`http://localhost:${host.port}/api/users/${person.uid}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${host.adminToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Grace Brewster' }),
  })
  await page.getByRole('button', { name: `Disable ${person.uid}` }).click()
  await expect(page.getByRole('alert').first()).toContainText('Somebody else has changed')
  await expect(page.getByRole('heading', { name: 'Grace Brewster' })).toBeVisible()
  await signIn(host, person)
})

test('a member sees of others what everybody sees, and no actions', async ({
  page,
  host,
  member,
}) => {
  const uid = makeUid()
  const input = makeUserInput({ uid, email: `hidden@${uid}.example.org`, dob: '1906-12-09' })
  await postJson(host, '/api/users', input, [bearer(host.adminToken)])
  await page.goto(`/users/${uid}`)
  const main = page.getByRole('main')
  await expect(main).toContainText(uid)
  await expect(main).not.toContainText(/hidden@|1906|Sessions|Delete|Disable|reset/)
  await expect(main.getByRole('button')).toHaveCount(0)
  await expectAccessible(page)
  await page.goto(`/users/${uid}/delete`)
  await expect(page).toHaveURL(`/users/${uid}`)
  await page.goto(`/users/${member.uid}`)
  await expect(main.getByRole('link', { name: 'your account page' })).toBeVisible()
  await expectAccessible(page)
})

test('a visitor is sent to the login', async ({ page, person }) => {
  await page.goto(`/users/${person.uid}`)
  await expect(page).toHaveURL(`/login?next=${encodeURIComponent(`/users/${person.uid}`)}`)
})

test('a user who does not exist', async ({ page, member, watch }) => {
  watch.expectComplaint(/status of 404/)
  await page.goto(`/users/not-${member.uid}`)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await expect(page).toHaveTitle('Page not found · Latchkey')
})

test('an invalid link says what to do', async ({ page }) => {
  await page.goto('/reset#nothing')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Ask for a new one')
  await expectAccessible(page)
})

for (const viewport of [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`axe finds nothing at ${viewport.width}`, async ({ page, host, admin }) => {
    await page.setViewportSize(viewport)
    const { uid } = await createMember(host)
    await page.goto(`/users/${uid}`)
    await expect(page.getByRole('banner')).toContainText(admin.uid)
    await expectAccessible(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(viewport.width)
  })
}
