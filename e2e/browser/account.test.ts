import type { Locator, Page } from 'playwright/test'
import { ADMIN } from '../fixtures/host.ts'
import { makeUid, signIn } from '../fixtures/people.ts'
import { isAlive } from '../fixtures/sessions.ts'
import { expect, test } from './test.ts'

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const userId = (page: Page) => page.getByRole('textbox', { name: 'User ID' })
const button = (page: Page, name: string) => page.getByRole('button', { name })
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the profile is changed, and emptied', async ({ page, member }) => {
      await page.goto('/users')
      await page.getByRole('link', { name: `Your account. Signed in as ${member.name}` }).click()
      await expect(page).toHaveURL('/account')
      await field(page, 'Name').fill('Grace Murray Hopper')
      await page.getByLabel('E-mail').fill('grace@example.org')
      await page.getByLabel('Date of birth').fill('1906-12-09')
      await button(page, 'Save profile').click()
      await expect(section(page, 'Profile').getByRole('status')).toHaveText(/saved/)
      await expect(page.getByRole('banner')).toContainText('Grace Murray Hopper')
      await page.goto('/account')
      await expect(field(page, 'Name')).toHaveValue('Grace Murray Hopper')
      await expect(page.getByLabel('Date of birth')).toHaveValue('1906-12-09')
      await page.getByLabel('E-mail').fill('')
      await button(page, 'Save profile').click()
      await expect(section(page, 'Profile').getByRole('status')).toHaveText(/saved/)
      await page.goto('/account')
      await expect(page.getByLabel('E-mail')).toHaveValue('')
    })

    test('each field of the profile says what is wrong with it', async ({ page, member }) => {
      await page.goto('/account')
      await field(page, 'Name').fill('<b>')
      await page.getByLabel('E-mail').fill('no address')
      await page.getByLabel('Date of birth').fill('1066-10-14')
      await button(page, 'Save profile').click()
      await expect(field(page, 'Name')).toHaveAccessibleDescription(/< or >/)
      await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/name@example\.com/)
      await expect(page.getByLabel('Date of birth')).toHaveAccessibleDescription(/past day/)
      await expect(field(page, 'Name')).toHaveValue('<b>')
      await expect(userId(page)).not.toHaveAttribute('aria-invalid')
      if (javaScriptEnabled) await expect(field(page, 'Name')).toBeFocused()
      await page.goto('/account')
      await expect(field(page, 'Name')).toHaveValue(member.name)
    })

    test('a new user ID signs out everywhere, as it says', async ({ page, host, member }) => {
      await page.goto('/account')
      await expect(userId(page)).toHaveAccessibleDescription(/signs you out everywhere/)
      await userId(page).fill(ADMIN.uid)
      await button(page, 'Change user ID').click()
      await expect(userId(page)).toHaveAccessibleDescription(/is taken/)
      expect(await isAlive(host, member.token)).toBe(true)
      const uid = makeUid()
      await userId(page).fill(uid)
      await button(page, 'Change user ID').click()
      await expect(page).toHaveURL('/login?next=%2Faccount')
      await expect(page.getByText('Your session has ended.')).toBeVisible()
      expect(await isAlive(host, member.token)).toBe(false)
      await userId(page).fill(uid)
      await field(page, 'Password').fill(member.password)
      await button(page, 'Sign in').click()
      await expect(page).toHaveURL('/account')
      await expect(page.getByRole('banner')).toContainText(uid)
    })

    test('the account is deleted by its password', async ({ page, host, member }) => {
      await page.goto('/account')
      const opener = { name: 'Delete my account…' }
      await page.getByRole(javaScriptEnabled ? 'button' : 'link', opener).click()
      await expect(page.getByText('cannot be brought back')).toBeVisible()
      await button(page, `Delete account ${member.uid}`).click()
      await expect(field(page, 'Your password')).toHaveAccessibleDescription(/Enter your/)
      await field(page, 'Your password').fill('not-my-password')
      await button(page, `Delete account ${member.uid}`).click()
      await expect(field(page, 'Your password')).toHaveAccessibleDescription(/not your current/)
      expect(await isAlive(host, member.token)).toBe(true)
      await field(page, 'Your password').fill(member.password)
      await button(page, `Delete account ${member.uid}`).click()
      await expect(page).toHaveURL('/account/deleted')
      await expect(page.getByRole('heading', { name: 'Account deleted' })).toBeVisible()
      expect(await isAlive(host, member.token)).toBe(false)
      await expect(signIn(host, member)).rejects.toThrow('Invalid user id or password')
      await page.goto('/account')
      await expect(page).toHaveURL('/login?next=%2Faccount')
    })

    test('all data is downloaded as a file', async ({ page, member }) => {
      await page.goto('/account')
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download your data' }).click()
      expect((await download).suggestedFilename()).toBe(`latchkey-${member.uid}.json`)
      const chunks: Buffer[] = []
      for await (const chunk of await (await download).createReadStream()) chunks.push(chunk)
      expect(JSON.parse(Buffer.concat(chunks).toString()).user.uid).toBe(member.uid)
    })
  })
}

test('a visitor is sent to the login and back', async ({ page, person }) => {
  await page.goto('/account')
  await expect(page).toHaveURL('/login?next=%2Faccount')
  await userId(page).fill(person.uid)
  await field(page, 'Password').fill(person.password)
  await button(page, 'Sign in').click()
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible()
})

test('the last administrator is told why they cannot delete their account', async ({
  page,
  admin,
}) => {
  await page.goto('/account')
  await button(page, 'Delete my account…').click()
  await field(page, 'Your password').fill(admin.password)
  await button(page, `Delete account ${admin.uid}`).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(/last administrator/i)
  await expect(page).toHaveURL('/account')
})

test('by keyboard alone: a name is changed, the dialog opened and left', async ({
  page,
  member,
}) => {
  await page.goto('/account')
  await tabTo(page, field(page, 'Name'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(`${member.name} II`)
  await page.keyboard.press('Enter')
  await expect(section(page, 'Profile').getByRole('status')).toHaveText(/saved/)
  const opener = button(page, 'Delete my account…')
  await tabTo(page, opener)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Delete your account' })).toBeVisible()
  await tabTo(page, button(page, 'Keep it'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(opener).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(opener).toBeFocused()
})

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const focused = () => target.evaluate(element => element === document.activeElement)
  for (let presses = 0; presses < 60 && !(await focused()); presses++) {
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
