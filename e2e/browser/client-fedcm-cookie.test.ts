import type { Page } from 'playwright/test'
import type { Sites } from '../fixtures/sites.ts'
import { readPaths, test } from './fedcm.ts'
import { begin, readOutcome } from './signing-in.ts'
import { callApi, connect, expect } from './sites.ts'

test.beforeEach(({ sites }) => sites.offerFedcm(true))
test.afterEach(({ sites }) => sites.tamper())

/** By what the page carries its session. */
async function readMeans(page: Page, sites: Sites): Promise<string | undefined> {
  expect(await callApi(page)).toBe(200)
  return sites.asked.at(-1)?.by
}

test('a cookie that the browser no longer keeps is noticed before the code is changed', async ({
  connected: { page, shown },
  context,
  person,
  sites,
}) => {
  await begin(page)
  await shown.choose(await shown.next())
  expect(await readOutcome(page)).toBe(person.uid)
  expect(await readMeans(page, sites)).toBe('cookie')
  await page.evaluate(() => auth.signOut())

  sites.tamper({ unpartitioned: true })
  await context.clearCookies({ name: /probe/ })
  await page.reload()
  await connect(page, sites.auth)
  sites.asked.length = 0
  await begin(page)
  await shown.choose(await shown.next())
  expect(await readOutcome(page)).toBe(person.uid)
  expect(readPaths(sites)).not.toContain('/api/users/authenticate')
  expect(await readMeans(page, sites)).toBe('bearer')
})

test('a cookie that is dropped after all: the browser asks again by itself, and tokens follow', async ({
  connected: { page, shown },
  person,
  sites,
}) => {
  sites.asked.length = 0
  await begin(page)
  const dialog = await shown.next()
  await expect
    .poll(() => readPaths(sites).filter(path => path === '/api/cookie-check').length)
    .toBe(2)
  sites.tamper({ unpartitioned: true })
  await shown.choose(dialog)
  await shown.choose(await shown.next())
  expect(await readOutcome(page)).toBe(person.uid)
  expect(await readMeans(page, sites)).toBe('bearer')
})
