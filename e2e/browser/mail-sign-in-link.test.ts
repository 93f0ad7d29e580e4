import { addVerifiedUser } from '../fixtures/mail-host.ts'
import { expectAccessible } from './axe.ts'
import { askForCode, button, codeField } from './mail-sign-in-page.ts'
import { expect, test } from './mail-test.ts'

const ELSEWHERE = 'This browser has not asked for it.'

test('by the link of the mail the browser that asked goes on, where the person was', async ({
  page,
  owner,
  mailed,
}) => {
  await askForCode(page, owner.email, '/login?next=%2Faccount')
  const { link } = await mailed.waitForMail(owner.email)
  await page.goto(link)
  await expect(page.getByText(`This signs you in as ${owner.uid}.`)).toBeVisible()
  expect(page.url()).not.toContain('#')
  await expectAccessible(page)
  await button(page, 'Go on signing in').click()
  await expect(page).toHaveURL('/account')
  await page.goto('/login/code')
  await expect(page.getByText('Type the code of the mail where you asked for it.')).toBeVisible()
  await page.goto('/account')
  await page.goto(link)
  await expect(page.getByText('This code has been used, or is too old.')).toBeVisible()
})

for (const [pace, delayMs] of [
  ['', 0],
  [', on a busy device,', 1500],
] as const) {
  test(`the window that waits${pace} goes on, and the one of the link says so`, async ({
    page,
    context,
    owner,
    mailed,
  }) => {
    await page.addInitScript(delayMessages, delayMs)
    await askForCode(page, owner.email, '/login?next=%2Faccount')
    const linked = await context.newPage()
    await linked.goto((await mailed.waitForMail(owner.email)).link)
    await button(linked, 'Go on signing in').click()
    await expect(page).toHaveURL('/account')
    await expect(linked.getByText('Go back to the window')).toBeVisible()
    await expectAccessible(linked)
  })
}

/** Has a page hear other windows late. */
function delayMessages(delayMs: number): void {
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    override set onmessage(hear: (event: MessageEvent) => void) {
      super.onmessage = event => setTimeout(hear, delayMs, event)
    }
  }
}

test('in another browser the link shows the code, and signs nobody in', async ({
  page,
  browser,
  owner,
  mailed,
  baseURL,
}) => {
  await askForCode(page, owner.uid)
  const mail = await mailed.waitForMail(owner.email)
  const stranger = await browser.newPage({ baseURL: baseURL ?? '' })
  await stranger.goto(mail.link)
  await expect(stranger.getByText(ELSEWHERE)).toBeVisible()
  await expect(stranger.getByText(mail.code, { exact: true })).toBeVisible()
  await expect(button(stranger, 'Go on signing in')).toHaveCount(0)
  await expectAccessible(stranger)
  await stranger.goto('/account')
  await expect(stranger).toHaveURL(/login/)
  await stranger.close()
  await codeField(page).fill(mail.code)
  await button(page, 'Continue').click()
  await expect(page).toHaveURL('/users')
})

test('the link does nothing to another sign-in of the browser that opens it', async ({
  page,
  browser,
  host,
  owner,
  mailed,
  baseURL,
}) => {
  const attacker = await browser.newPage({ baseURL: baseURL ?? '' })
  const other = await addVerifiedUser(host)
  await askForCode(attacker, other.uid)
  const { link } = await mailed.waitForMail(other.email)
  await attacker.close()
  await askForCode(page, owner.uid)
  const mail = await mailed.waitForMail(owner.email)
  const opened = await page.context().newPage()
  for (let i = 0; i < 6; i++) {
    await opened.goto('/login')
    await opened.goto(link)
    await expect(opened.getByText(ELSEWHERE)).toBeVisible()
  }
  await codeField(page).fill(mail.code)
  await button(page, 'Continue').click()
  await expect(page).toHaveURL('/users')
  await expect(page.getByRole('banner')).toContainText(owner.uid)
})

test('without JavaScript the page of the link says what to do with the code', async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage({ baseURL: baseURL ?? '', javaScriptEnabled: false })
  await page.goto('/login/code#AAAA-AAAA.00000000-0000-0000-0000-000000000000')
  await expect(page.locator('noscript p')).toHaveText(/^Type the code of the mail/)
  await expect(page.locator('noscript p')).toBeVisible()
  await page.close()
})
