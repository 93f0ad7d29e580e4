import { bearer, postJson } from '../fixtures/client.ts'
import { signIn } from '../fixtures/people.ts'
import { awaitScripts, holdScripts } from './scripts.ts'
import { expect, test } from './test.ts'

/** Presses the button that shows a password until it is shown; `shownAs` tells what the box became. */
function pressUntilShown(): void {
  const box = document.querySelector('#field-password') as HTMLInputElement
  globalThis.shownAs = [box.type]
  new MutationObserver(() => {
    if (globalThis.shownAs.at(-1) !== box.type) globalThis.shownAs.push(box.type)
  }).observe(box, { attributeFilter: ['type'] })
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    if (box.type === 'text') return
    document.querySelector<HTMLElement>('[aria-controls=field-password]')?.click()
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
  const box = page.getByLabel('Password', { exact: true })
  await expect(box).toBeVisible()
  await page.evaluate(pressUntilShown)
  release()
  await expect(box).toHaveAttribute('type', 'text')
  await awaitScripts(page)
  expect(await page.evaluate(() => globalThis.shownAs)).toEqual(['password', 'text'])
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
  var shownAs: string[]
}
