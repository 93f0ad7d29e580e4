import { bearer, postJson } from '../fixtures/client.ts'
import { signIn } from '../fixtures/people.ts'
import { awaitScripts, holdScripts } from './scripts.ts'
import { expect, test } from './test.ts'

/** Presses the button that shows a password again and again, until it is shown. */
function pressUntilShown(): void {
  const { port1, port2 } = new MessageChannel()
  let presses = 0
  port1.onmessage = () => {
    // React shows what a press has changed after the task of the press.
    if (document.querySelector('#field-password')?.getAttribute('type') === 'text') {
      globalThis.presses = presses
      return
    }
    document.querySelector<HTMLElement>('[aria-controls=field-password]')?.click()
    presses++
    port2.postMessage(null)
  }
  port2.postMessage(null)
}

test('a button that is pressed before its scripts run is pressed once', async ({ page }) => {
  const release = await holdScripts(page)
  await page.goto('/login', { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Show password' }).click()
  await page.getByLabel('Password', { exact: true }).fill('seen')
  release()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
})

test('a button that is pressed at the moment at which its scripts begin is pressed once', async ({
  page,
}) => {
  const release = await holdScripts(page)
  await page.goto('/login', { waitUntil: 'commit' })
  await page.evaluate(pressUntilShown)
  release()
  await page.waitForFunction(() => globalThis.presses !== undefined)
  await awaitScripts(page)
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
})

test('a new password that is sent before its page has the token of the link is set', async ({
  page,
  host,
  person,
}) => {
  const answer = await postJson(host, `/api/users/${person.uid}/password-reset`, {}, [
    bearer(host.adminToken),
  ])
  const release = await holdScripts(page)
  const { url } = answer.json<{ url: string }>()
  await page.goto(url, { waitUntil: 'commit' })
  await page.getByLabel('New password').fill('three random words')
  await page.getByRole('button', { name: 'Set the new password' }).click()
  release()
  await expect(page.getByText(`The password of ${person.uid} is changed.`)).toBeVisible()
  await signIn(host, { uid: person.uid, password: 'three random words' })
})

declare global {
  var presses: number | undefined
}
