import type { Page } from 'playwright/test'
import { buildAuthorizePath, signInOn } from './oauth-test.ts'
import { expect, test } from './test.ts'

declare global {
  // In the page that opens the popup.
  var messages: { origin: string; data: unknown }[]
}

/** Opens the flow of the client `clientId` in a popup of `page`. */
async function openPopup(page: Page, server: string, clientId: string): Promise<Page> {
  const path = buildAuthorizePath(clientId, clientId, { response_mode: 'web_message' })
  const popup = page.waitForEvent('popup')
  await page.evaluate(url => {
    globalThis.messages = []
    addEventListener('message', ({ origin, data }) => messages.push({ origin, data }))
    open(url, 'latchkey', 'width=420,height=560')
  }, `${server}${path}`)
  return popup
}

test('a page elsewhere is told the code by the popup that it opened', async ({
  page,
  host,
  sitePort,
  person,
  watch,
}) => {
  const site = `http://127.0.0.1:${sitePort}`
  const server = `http://localhost:${host.port}`
  watch.allowOrigin(site)
  await page.goto(site)
  const popup = await openPopup(page, server, site)
  await expect(popup.getByText(`to continue to 127.0.0.1:${sitePort}`)).toBeVisible()
  // With its style sheet.
  await popup.waitForLoadState()
  const scrolls = await popup.evaluate(
    () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
  )
  expect(scrolls).toBe(0)
  const closed = popup.waitForEvent('close')
  await signInOn(popup, person)
  await closed
  // It is posted before the window closes, by way of another process.
  await expect
    .poll(() => page.evaluate(() => messages))
    .toEqual([
      {
        origin: server,
        data: {
          type: 'authorization_response',
          response: { code: expect.any(String), state: 's-1', iss: server },
        },
      },
    ])
})

test('a page of another origin is told nothing by its popup', async ({
  page,
  host,
  sitePort,
  member,
  watch,
}) => {
  const [site, other] = [`http://127.0.0.1:${sitePort}`, `http://localhost:${sitePort}`]
  watch.allowOrigin(other)
  watch.expectComplaint(/Failed to execute 'postMessage' on 'DOMWindow'/)
  await page.goto(other)
  const popup = await openPopup(page, `http://localhost:${host.port}`, site)
  await popup.waitForEvent('close').catch(() => {})
  expect(member.uid).not.toBe('')
  expect(await page.evaluate(() => messages)).toEqual([])
})
