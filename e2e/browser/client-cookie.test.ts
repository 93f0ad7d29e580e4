import type { Page } from 'playwright/test'
import { allowOrigin, removeOrigin } from '../fixtures/origins.ts'
import { BLANK_PATH, type Sites } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import { signInOn } from './oauth-test.ts'
import { begin, beginByPopup, readOutcome, signInByPopup } from './signing-in.ts'
import { callApi, connect, expect, readSignedInUid, test } from './sites.ts'

test.afterEach(({ sites }) => sites.tamper())

/** By what the page carries its session. */
async function readMeans(page: Page, sites: Sites): Promise<string | undefined> {
  expect(await callApi(page)).toBe(200)
  return sites.asked.at(-1)?.by
}

/** What the page remembers of the cookie. */
const readNote = (page: Page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([name]) => name.endsWith(' cookie'))
      .map(([, value]) => value)
      .join(),
  )

const countAsked = (sites: Sites, path: string) =>
  sites.asked.filter(one => one.path.split('?')[0] === path).length

test('where the browser drops the cookie, tokens carry the session after one sign-in', async ({
  open,
  person,
  sites,
}) => {
  sites.tamper({ unpartitioned: true })
  const page = await open()
  await signInByPopup(page, person)
  expect(await readMeans(page, sites)).toBe('bearer')
  expect(await readNote(page)).toBe('')
  expect(countAsked(sites, '/api/authenticate')).toBe(0)
  await page.reload()
  await connect(page, sites.auth)
  expect(await readSignedInUid(page)).toBe(person.uid)
})

test('whether the cookie is kept is tried once for all pages of the origin', async ({
  open,
  person,
  sites,
}) => {
  const first = await open()
  sites.asked.length = 0
  await signInByPopup(first, person)
  expect(countAsked(sites, '/api/cookie-check')).toBe(2)
  await first.evaluate(() => auth.signOut())
  const second = await open()
  await beginByPopup(second)
  expect(await readOutcome(second)).toBe(person.uid)
  expect(countAsked(sites, '/api/cookie-check')).toBe(2)
  expect(await readMeans(second, sites)).toBe('cookie')
})

test('a cookie that is dropped after all: tokens, and nobody is asked twice', async ({
  open,
  person,
  sites,
}) => {
  const first = await open()
  await signInByPopup(first, person)
  await first.evaluate(() => auth.signOut())
  expect(await readNote(first)).toBe('kept')

  sites.tamper({ unpartitioned: true })
  const page = await open()
  await page.context().clearCookies()
  const popup = await beginByPopup(page)
  await signInOn(popup, person)
  expect(await readOutcome(page)).toBe(person.uid)
  expect(await readMeans(page, sites)).toBe('bearer')
  expect(await readNote(page), 'that is forgotten').toBe('')
  await expect.poll(() => popup.isClosed()).toBe(true)
})

for (const isDropped of [false, true]) {
  const outcome = isDropped ? 'a cookie that is dropped after all: tokens' : 'the cookie'
  test(`by the server in place of the page: ${outcome}`, async ({ open, person, sites }) => {
    await addReturnAddress(sites.host, sites.pages + BLANK_PATH)
    const page = await open()
    await begin(page, { mode: 'redirect' })
    await page.waitForURL(url => url.origin === sites.auth)
    if (isDropped) sites.tamper({ unpartitioned: true })
    const codes = new Set<string | null>()
    page.on('framenavigated', frame => codes.add(new URL(frame.url()).searchParams.get('code')))
    await signInOn(page, person)
    await page.waitForURL(url => url.origin === sites.pages)
    await connect(page, sites.auth)
    if (isDropped) {
      // It goes once more by itself; no code counts as one, too.
      await expect.poll(() => codes.size).toBe(3)
      await page.waitForLoadState()
      await connect(page, sites.auth)
    }
    expect(await readSignedInUid(page)).toBe(person.uid)
    expect(await readMeans(page, sites)).toBe(isDropped ? 'bearer' : 'cookie')
    expect(page.url()).toBe(sites.pages + BLANK_PATH)
  })
}

for (const storage of ['memory', 'session', 'persistent'] as const) {
  const means = storage === 'persistent' ? 'cookie' : 'bearer'
  test(`storage ${storage}: ${means}, although the browser keeps the cookie`, async ({
    open,
    person,
    sites,
  }) => {
    const page = await open({ storage })
    await signInByPopup(page, person)
    expect(await readMeans(page, sites)).toBe(means)
    await page.reload()
    await connect(page, sites.auth, storage)
    expect(await readSignedInUid(page)).toBe(storage === 'memory' ? null : person.uid)
  })
}

for (const [mode, unpartitioned, storage, outcome] of [
  ['bearer', false, undefined, 'bearer'],
  ['cookie', false, undefined, 'cookie'],
  ['cookie', true, undefined, 'cookies_blocked'],
  ['cookie', false, 'memory', 'origin_cookie_only'],
] as const) {
  const place = unpartitioned ? ' where the browser drops it' : ''
  const wish = storage ? ` with storage ${storage}` : ''
  test(`an origin that is allowed for mode ${mode}${place}${wish}: ${outcome}`, async ({
    open,
    person,
    sites,
  }) => {
    const { host, stranger } = sites
    const path = await allowOrigin(host, { origin: stranger, mode })
    sites.tamper({ unpartitioned })
    const page = await open({ origin: stranger, ...(storage && { storage }) })
    const popup = await beginByPopup(page)
    if (outcome === 'cookies_blocked') {
      if (!popup.isClosed()) await popup.waitForEvent('close')
      expect(await readOutcome(page)).toBe(outcome)
    } else {
      await signInOn(popup, person)
      expect(await readOutcome(page)).toBe(storage ? outcome : person.uid)
      if (!storage) expect(await readMeans(page, sites)).toBe(outcome)
    }
    await page.close()
    await removeOrigin(host, path)
  })
}

test('a server that is slow to say whether the cookie is kept holds up no window', async ({
  context,
  open,
  person,
}) => {
  const page = await open()
  await context.route('**/api/cookie-check', () => {})
  const popup = await beginByPopup(page)
  await signInOn(popup, person)
  expect(await readOutcome(page)).toBe(person.uid)
})

test('a page that was signed in by tokens leaves nothing of them behind', async ({
  open,
  person,
  sites,
}) => {
  sites.tamper({ unpartitioned: true })
  const page = await open()
  await signInByPopup(page, person)
  sites.tamper()
  await page.reload()
  await connect(page, sites.auth)
  const second = await open()
  expect(await readSignedInUid(second)).toBe(person.uid)
  sites.asked.length = 0
  await beginByPopup(page)
  expect(await readOutcome(page)).toBe(person.uid)
  expect(countAsked(sites, '/api/token/revoke')).toBe(1)
  expect(await readMeans(page, sites)).toBe('cookie')
  expect(await readMeans(second, sites)).toBe('cookie')
  const kept = await page.evaluate(() => Object.keys(localStorage).filter(key => /bound/.test(key)))
  expect(kept).toEqual([])
})
