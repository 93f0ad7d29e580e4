import { endSessions } from '../fixtures/people.ts'
import { buildChromiumLaunch } from './chromium.ts'
import { expect, login, test } from './sites.ts'

// The shell without windows has no back/forward cache, and Playwright switches off that of the whole browser.
const { args = [], ...options } = buildChromiumLaunch()
test.use({
  launchOptions: {
    ...options,
    args: [...args, '--host-resolver-rules=MAP * 127.0.0.1'],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  },
})

for (const isOver of [true, false]) {
  const outcome = isOver ? 'shows nobody after a sign-out elsewhere' : 'shows who is signed in'
  test(`a page from the back/forward cache ${outcome}`, async ({ open, person, sites }) => {
    const page = await open()
    await login(page, person)
    await page.evaluate(() => {
      const show = (user: { uid: string } | null) => {
        document.body.textContent = user?.uid ?? 'nobody'
      }
      auth.onChange(show)
      void auth.user().then(show)
      Object.assign(globalThis, { visible: 'yes' })
      addEventListener('pageshow', () => {
        const { visibility, opacity } = getComputedStyle(document.documentElement)
        Object.assign(globalThis, { visible: `${visibility} ${opacity}` })
      })
    })
    await expect(page.locator('body')).toHaveText(person.uid)
    await page.goto(`${sites.auth}/healthz`)
    if (isOver) await endSessions(sites.host, person.uid)
    await page.goBack({ waitUntil: 'commit' })
    // Still the same document: it came from the cache.
    await expect
      .poll(() => page.evaluate(() => Reflect.get(globalThis, 'visible')))
      .toBe('hidden 0')
    await expect(page.locator('html')).toHaveCSS('visibility', 'visible')
    await expect(page.locator('html')).toHaveCSS('opacity', '1')
    await expect(page.locator('body')).toHaveText(isOver ? 'nobody' : person.uid)
    expect(await page.evaluate(() => told)).toEqual(isOver ? [person.uid, null] : [person.uid])
  })
}
