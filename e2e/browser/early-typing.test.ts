import type { Page } from 'playwright/test'
import { signInOn } from './oauth-test.ts'
import { expect, test } from './test.ts'

/** Holds the scripts of a page until the function that comes back is called. */
async function holdScripts(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/_next/static/**/*.js', async route => {
    await promise
    await route.continue()
  })
  return resolve
}

/** Waits until the scripts of a page with a password have run: the button that shows it works. */
async function awaitScripts(page: Page): Promise<void> {
  const hide = page.getByRole('button', { name: 'Hide password' })
  await expect(async () => {
    await page.getByRole('button', { name: 'Show password' }).first().click()
    await expect(hide.first()).toBeVisible({ timeout: 500 })
  }).toPass()
}

for (const [path, first, second] of [
  ['/login', 'User ID or e-mail address', 'Password'],
  ['/account', 'Name', 'Current password'],
] as const) {
  test(`what is typed or filled in on ${path} before its scripts run stays`, async ({
    context,
    page,
    member,
  }) => {
    if (path === '/login') await context.clearCookies()
    const release = await holdScripts(page)
    await page.goto(path, { waitUntil: 'commit' })
    const typed = page.getByLabel(first, { exact: true })
    const filled = page.getByLabel(second, { exact: true })
    await typed.fill(member.uid)
    // As some password managers do: without an event.
    await filled.evaluate((box: HTMLInputElement) => {
      box.value = 'filled in'
    })
    release()
    await awaitScripts(page)
    await expect(typed).toHaveValue(member.uid)
    await expect(filled).toHaveValue('filled in')
  })
}

test('a form that is sent before its scripts run signs in', async ({ page, person }) => {
  const release = await holdScripts(page)
  await page.goto('/login', { waitUntil: 'commit' })
  await signInOn(page, person)
  await page.waitForURL('/users', { waitUntil: 'commit' })
  release()
  await expect(page.getByRole('banner')).toContainText(person.uid)
})

test('a form that is filled in before its scripts run, and sent after, signs in', async ({
  page,
  person,
}) => {
  const release = await holdScripts(page)
  await page.goto('/login', { waitUntil: 'commit' })
  await page.getByRole('textbox', { name: 'User ID' }).fill(person.uid)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  release()
  await awaitScripts(page)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('/users')
})

/** Sends the form of a page again and again, until a script takes it: at the first moment at which one does. */
function sendAsSoonAsTaken(): void {
  addEventListener('submit', event => {
    if (event.defaultPrevented) port1.close()
    event.preventDefault()
  })
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    document.querySelector('form')?.requestSubmit()
    port2.postMessage(null)
  }
  port2.postMessage(null)
}

// A browser follows these by itself, since Next would fetch them.
for (const next of ['/signed-in', '/api/id']) {
  test(`a form that is sent at the moment at which its scripts begin goes on to ${next}`, async ({
    page,
    person,
  }) => {
    const release = await holdScripts(page)
    await page.goto(`/login?next=${next}`, { waitUntil: 'commit' })
    await page.getByRole('textbox', { name: 'User ID' }).fill(person.uid)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.evaluate(sendAsSoonAsTaken)
    release()
    await page.waitForURL(next)
  })
}
