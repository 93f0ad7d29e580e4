import { type BrowserContext, test as base, expect, type Page } from 'playwright/test'
import { bearer, send } from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'
import { ADMIN } from '../fixtures/host.ts'
import { createMember, makeForemostUid, type Person, signIn } from '../fixtures/people.ts'
import { awaitScripts } from './scripts.ts'
import { Watch } from './watch.ts'

export { expect }

type WorkerFixtures = {
  host: Host
  /** The port of the static site; the host allows its origins on `localhost` and `127.0.0.1`. */
  sitePort: number
  /** Signs in the administrator, and ends the session that it began before: a hundred would end the host's own. */
  signInAdmin: () => Promise<string>
}
type Fixtures = {
  /** What the browser complains about; every test fails on what it did not announce. */
  watch: Watch
  /** A member of their own for each test, who is not signed in. */
  person: Person
  /** The same, signed in by a cookie as the API sets it. */
  member: Person
  /** The administrator, signed in by a cookie. */
  admin: typeof ADMIN
}

/** A test of what a browser shows, on the host that the whole suite shares. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  host: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => use(JSON.parse(process.env.HOST_UNDER_TEST ?? '')),
    { scope: 'worker' },
  ],
  sitePort: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => use(Number(process.env.SITE_PORT)),
    { scope: 'worker' },
  ],
  signInAdmin: [
    async ({ host }, use) => {
      let before = ''
      await use(async () => {
        const headers = [bearer(before)]
        if (before) await send(host, { method: 'DELETE', path: '/api/authenticate', headers })
        before = await signIn(host, ADMIN)
        return before
      })
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ host }, use) => use(`http://localhost:${host.port}`),
  page: async ({ page, javaScriptEnabled }, use) => {
    const { goto, reload } = page
    if (javaScriptEnabled !== false) awaitScriptsOf(page)
    await use(page)
    // The next test may be given the same page.
    Object.assign(page, { goto, reload })
  },
  watch: [
    async ({ context, host }, use) => {
      const watch = new Watch([`http://localhost:${host.port}`, `http://127.0.0.1:${host.port}`])
      await watch.start(context)
      await use(watch)
      await watch.verify()
    },
    { auto: true },
  ],
  person: async ({ host }, use) => use(await createMember(host, { uid: makeForemostUid() })),
  member: async ({ context, host, person }, use) => {
    await keepCookie(context, host, person.token)
    await use(person)
  },
  admin: async ({ context, host, signInAdmin }, use) => {
    await keepCookie(context, host, await signInAdmin())
    await use(ADMIN)
  },
})

/** Opens and reloads a page as a person does, who does something there a moment after it is all there. */
function awaitScriptsOf(page: Page): void {
  const { goto, reload } = page
  page.goto = async (url, options) => {
    const response = await goto.call(page, url, options)
    if (!options?.waitUntil) await awaitScripts(page)
    return response
  }
  page.reload = async options => {
    const response = await reload.call(page, options)
    await awaitScripts(page)
    return response
  }
}

/**
 * Puts a session's token into the browser, as the cookie that the host would set. For one of its
 * names only: a site that signs somebody in under the other would end this session.
 */
async function keepCookie(context: BrowserContext, { port }: Host, token: string): Promise<void> {
  await context.addCookies([
    {
      name: 'jwt',
      value: token,
      url: `http://localhost:${port}`,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
}
