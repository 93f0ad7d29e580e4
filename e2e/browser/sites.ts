import { test as base, expect, type Page } from 'playwright/test'
import type { Auth, AuthError, ConnectOptions } from '../../client/client.d.ts'
import { type Crossing, startCrossing } from '../fixtures/crossing.ts'
import { createMember, type Person } from '../fixtures/people.ts'
import { BLANK_PATH, SITE_NAMES, type Sites, startSites } from '../fixtures/sites.ts'
import { WITH_WORD } from '../fixtures/ways/start-host.ts'
import { buildShellLaunch } from './chromium.ts'

export { expect }

declare global {
  // In the pages that `open` opened.
  var auth: Auth
  var told: (string | null)[]
}

type Fixtures = {
  person: Person
  /** Opens a page of `origin` that has connected with `server`; by default one that may. */
  open(wanted?: Wanted): Promise<Page>
}
type WorkerFixtures = {
  /** The client's server and front-ends, over TLS. */
  sites: Sites
  /** A server over plain http, and pages of many origins. */
  crossing: Crossing
}
type Wanted = { origin?: string; server?: string; storage?: ConnectOptions['storage'] }

const SWITCHES = [
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--test-third-party-cookie-phaseout',
  // Instead of Playwright's list, which also disables what the phase-out needs.
  '--disable-features=PaintHolding,HttpsUpgrades,AvoidCorsURLLoaderRestartOnRedirect',
]

/** A test of the client on other sites. Its tabs block third-party cookies, save partitioned ones. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  ignoreHTTPSErrors: true,
  launchOptions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => {
      const { args = [], ...options } = buildShellLaunch()
      await use({ ...options, args: [...args, ...SWITCHES] })
    },
    { scope: 'worker' },
  ],
  sites: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => {
      const sites = await startSites(SITE_NAMES, { settings: WITH_WORD })
      await use(sites)
      await sites.stop()
    },
    { scope: 'worker' },
  ],
  crossing: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => {
      const crossing = await startCrossing()
      await use(crossing)
      await crossing.stop()
    },
    { scope: 'worker' },
  ],
  person: async ({ sites }, use) => use(await createMember(sites.host)),
  open: async ({ context, sites }, use) => {
    await use(async ({ origin = sites.pages, server = sites.auth, storage } = {}) => {
      const page = await context.newPage()
      await page.goto(origin + BLANK_PATH)
      await connect(page, server, storage)
      return page
    })
  },
})

/** Connects a page that was opened or reloaded. */
export async function connect(
  page: Page,
  server: string,
  storage?: ConnectOptions['storage'],
): Promise<void> {
  await page.evaluate(
    async ([url, storage]) => {
      const { connect } = await import(url)
      globalThis.auth = connect(storage ? { storage } : {})
      globalThis.told = []
      auth.onChange(user => told.push(user?.uid ?? null))
    },
    [`${server}/client.js`, storage ?? null] as const,
  )
}

/** The uid of who is signed in. */
export const readSignedInUid = (page: Page) =>
  page.evaluate(async () => (await auth.user())?.uid ?? null)

export const login = (page: Page, { uid, password }: Person) =>
  page.evaluate(([uid, password]) => auth.login(uid, password), [uid, password] as const)

/** The status of an answer of the API, or the code of why there was none. */
export const callApi = (
  page: Page,
  path = '/api/users?limit=1',
  init: { method?: string; body?: string; headers?: Record<string, string> } = {},
) =>
  page.evaluate(
    ([path, init]) =>
      auth.fetch(path, init).then(
        ({ status }) => status,
        (error: AuthError) => error.code ?? error.name,
      ),
    [path, init] as const,
  )

/** What `act`, which fails, says about it. */
export const catchFailure = (page: Page, act: 'user' | 'login' | 'logout', ...args: string[]) =>
  page.evaluate(
    ([act, args]) =>
      (auth[act] as (...args: string[]) => Promise<unknown>)(...args).then(
        () => ({ code: 'none', message: '', until: null, name: '' }),
        ({ code, message, until, name }) => ({
          code,
          message,
          until: until?.getTime() ?? null,
          name,
        }),
      ),
    [act, args] as const,
  )
