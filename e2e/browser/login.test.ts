import type { Page } from 'playwright/test'
import { removeUser } from '../fixtures/people.ts'
import { expect, test } from './test.ts'

const userId = (page: Page) => page.getByRole('textbox', { name: 'User ID' })
const password = (page: Page) => page.getByLabel('Password', { exact: true })
const signIn = (page: Page) => page.getByRole('button', { name: 'Sign in' })

async function fill(page: Page, person: { uid: string; password: string }): Promise<void> {
  await userId(page).fill(person.uid)
  await password(page).fill(person.password)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('signing in by the form leads to the users', async ({ page, person }) => {
      await page.goto('/login')
      await fill(page, person)
      await password(page).press('Enter')
      await expect(page).toHaveURL('/users')
      await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible()
      await expect(page.getByRole('banner')).toContainText(`Signed in as ${person.name}`)
    })

    test('a wrong password is an error in its place', async ({ page, person }) => {
      await page.goto('/login')
      await fill(page, { ...person, password: 'not the password' })
      await signIn(page).click()
      await expect(password(page)).toHaveAccessibleDescription(/do not match/)
      await expect(password(page)).toHaveAttribute('aria-invalid', 'true')
      await expect(password(page)).toHaveValue('')
      await expect(userId(page)).toHaveValue(person.uid)
      await expect(page).toHaveURL('/login')
      if (javaScriptEnabled) await expect(password(page)).toBeFocused()
    })

    test('an empty form says what to enter', async ({ page }) => {
      await page.goto('/login')
      await expect(page.getByText('Forgot your password? Ask an administrator')).toBeVisible()
      await signIn(page).click()
      await expect(userId(page)).toHaveAccessibleDescription('Enter your user ID.')
      await expect(password(page)).toHaveAccessibleDescription('Enter your password.')
    })

    test('a visitor is sent from the users to the login and back', async ({ page, person }) => {
      await page.goto('/users?q=u&sort=-name')
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
      await expect(page.getByRole('table')).toHaveCount(0)
      await fill(page, person)
      await signIn(page).click()
      await expect(page).toHaveURL('/users?q=u&sort=-name')
    })
  })
}

test('the other name of loopback signs in as well', async ({ page, person, host }) => {
  await page.goto(`http://127.0.0.1:${host.port}/login`)
  await fill(page, person)
  await signIn(page).click()
  await expect(page).toHaveURL(`http://127.0.0.1:${host.port}/users`)
})

test('an unknown user and a wrong password look the same', async ({ page, person }) => {
  const refusals: string[] = []
  for (const uid of [person.uid, 'nobody-has-this']) {
    await page.goto('/login')
    await fill(page, { uid, password: 'not the password' })
    await signIn(page).click()
    await expect(password(page)).toHaveAttribute('aria-invalid', 'true')
    refusals.push((await page.getByRole('main').textContent()) ?? '')
  }
  expect(refusals[0]).toBe(refusals[1])
})

test('the password can be shown', async ({ page }) => {
  await page.goto('/login')
  await password(page).fill('opensesame')
  await expect(password(page)).toHaveAttribute('type', 'password')
  const show = page.getByRole('button', { name: 'Show password' })
  const hide = page.getByRole('button', { name: 'Hide password' })
  await show.click()
  await expect(password(page)).toHaveAttribute('type', 'text')
  await expect(password(page)).toHaveValue('opensesame')
  await hide.click()
  await expect(password(page)).toHaveAttribute('type', 'password')
})

test('a signed-in user is sent on from the login and the start page', async ({ page, member }) => {
  for (const path of ['/login', '/signup', '/']) {
    await page.goto(path)
    await expect(page, path).toHaveURL('/users')
    await expect(page.getByRole('banner')).toContainText(member.uid)
  }
})

test('a visitor is sent from the start page to the login', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL('/login')
})

test('a deleted user is signed out, and told so', async ({ page, host, member }) => {
  await page.goto('/users')
  await removeUser(host, member.uid)
  await page.reload()
  await expect(page).toHaveURL(/\/login\?next=%2Fusers$/)
  await expect(page.getByText('Your session has ended')).toBeVisible()
})

test('the page says when the server cannot be reached', async ({
  page,
  context,
  watch,
  person,
}) => {
  watch.expectComplaint(/ERR_INTERNET_DISCONNECTED/)
  await page.goto('/login')
  await page.getByLabel('User ID').fill(person.uid)
  await password(page).fill(person.password)
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').getByText('The server cannot be reached.')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(/500|our side/)
  await expect(page.getByLabel('User ID')).toHaveValue(person.uid)
  await expect(password(page)).toHaveValue(person.password)
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/users')
})
