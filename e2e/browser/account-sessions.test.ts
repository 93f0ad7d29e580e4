import type { Page } from 'playwright/test'
import type { Host } from '../fixtures/host.ts'
import { signIn } from '../fixtures/people.ts'
import { isAlive } from '../fixtures/sessions.ts'
import { expect, test } from './test.ts'

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name })
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const countAlive = async (host: Host, tokens: string[]) =>
  (await Promise.all(tokens.map(token => isAlive(host, token)))).filter(Boolean).length

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a new password needs the current one, and ends the other sessions', async ({
      page,
      host,
      member,
    }) => {
      const other = await signIn(host, member)
      await page.goto('/account')
      const change = async (current: string, password: string) => {
        await field(page, 'Current password').fill(current)
        await field(page, 'New password').fill(password)
        await button(page, 'Change password').click()
      }
      await change('', 'three random words')
      await expect(field(page, 'Current password')).toHaveAccessibleDescription(/Enter your/)
      await change('not-my-password', 'three random words')
      await expect(field(page, 'Current password')).toHaveAccessibleDescription(/not your current/)
      await change(member.password, 'short')
      await expect(field(page, 'New password')).toHaveAccessibleDescription(/8 to 256/)
      expect(await isAlive(host, other)).toBe(true)
      await change(member.password, 'three random words')
      await expect(section(page, 'Password').getByText('Your password is changed.')).toBeVisible()
      await expect(field(page, 'New password')).toHaveValue('')
      await expect(section(page, 'Sessions').getByRole('listitem')).toHaveCount(1)
      expect([await isAlive(host, other), await isAlive(host, member.token)]).toEqual([false, true])
      await signIn(host, { ...member, password: 'three random words' })
    })

    test('one session is ended, then all others', async ({ page, host, member }) => {
      const others = [await signIn(host, member), await signIn(host, member)]
      const sessions = section(page, 'Sessions')
      await page.goto('/account')
      await expect(sessions.getByRole('listitem')).toHaveCount(3)
      await expect(sessions.getByRole('listitem').first()).toContainText('This one')
      await sessions
        .getByRole('button', { name: /^Sign out of Unknown browser/ })
        .first()
        .click()
      await expect(sessions.getByRole('status')).toHaveText('That session has ended.')
      await expect(sessions.getByRole('listitem')).toHaveCount(2)
      expect(await countAlive(host, others)).toBe(1)
      others.push(await signIn(host, member))
      await page.goto('/account')
      await sessions.getByRole('button', { name: 'Sign out of 2 other sessions' }).click()
      await expect(sessions.getByRole('status')).toHaveText('2 sessions have ended.')
      await expect(sessions.getByRole('listitem')).toHaveCount(1)
      expect([await countAlive(host, others), await isAlive(host, member.token)]).toEqual([0, true])
    })
  })
}

test('the strength of a new password is shown while it is typed', async ({ page, member }) => {
  await page.goto('/account')
  const strength = page.getByRole('status').filter({ hasText: 'Strength' })
  const says = async (password: string, words: string) => {
    await field(page, 'New password').fill(password)
    await expect(strength).toContainText(`Strength: ${words}`)
  }
  await expect(strength).toHaveCount(0)
  await says('short', 'Too short')
  const held = Promise.withResolvers<void>()
  await page.route('**/_next/static/**', async route => {
    await held.promise
    await route.continue()
  })
  await field(page, 'New password').fill('three random words')
  await expect(strength).toHaveCount(0)
  held.resolve()
  await expect(strength).toContainText('Strength: Strong')
  await says('password1', 'Weak')
  await says(`${member.uid}!`, 'Weak')
  await says('three random words', 'Strong')
})
