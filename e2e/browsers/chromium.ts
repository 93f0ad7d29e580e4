import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type BrowserContext, chromium, type Page } from 'playwright/test'
import { buildChromiumLaunch } from '../browser/chromium.ts'
import { SITE_NAMES } from '../fixtures/sites.ts'
import type { Engine, Mode, Profile, Tab } from './engine.ts'

type ChromiumMode = Mode & { profile: object }

// The settings "Third-party cookies: allow", "block", "Sites that can never use cookies", and that for all sites.
const ALLOWED = { cookie_controls_mode: 0 }
const BLOCKED = { cookie_controls_mode: 1 }
const NEVER = {
  content_settings: { exceptions: { cookies: { '[*.]example.test,*': { setting: 2 } } } },
}

const NOTHING = { default_content_setting_values: { cookies: 2 } }

const modes: ChromiumMode[] = [
  {
    cookies: 'all allowed',
    server: 'auth',
    outcome: 'cookie',
    profile: ALLOWED,
    signIn: { ways: ['popup', 'redirect', 'fedcm'], back: 'cached' },
  },
  { cookies: 'all allowed', server: 'unpartitioned', outcome: 'cookie', profile: ALLOWED },
  {
    cookies: 'third-party blocked',
    server: 'auth',
    outcome: 'cookie',
    profile: BLOCKED,
    signIn: { ways: ['popup', 'redirect', 'fedcm'], back: 'cached' },
  },
  { cookies: 'third-party blocked', server: 'unpartitioned', outcome: 'bearer', profile: BLOCKED },
  { cookies: 'never for the server', server: 'auth', outcome: 'bearer', profile: NEVER },
  { cookies: 'none at all', server: 'auth', outcome: 'bearer', profile: NOTHING, forgets: true },
]

/** Chromium, which every run of the tests has. */
export async function findChromium(): Promise<Engine<ChromiumMode>> {
  const browser = await chromium.launch(buildChromiumLaunch())
  const name = `Chromium ${browser.version().split('.')[0]}`
  await browser.close()
  return { name, modes, names: SITE_NAMES, launch }
}

async function launch({ profile }: ChromiumMode, port: number): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-chromium-'))
  await mkdir(join(folder, 'Default'))
  await writeFile(join(folder, 'Default/Preferences'), JSON.stringify({ profile }))
  const { args = [], ...options } = buildChromiumLaunch()
  const context = await chromium.launchPersistentContext(folder, {
    ...options,
    args: [
      ...args,
      // FedCM asks the registrable domain at 443, and heeds no `ignoreHTTPSErrors`.
      `--host-resolver-rules=MAP *:443 127.0.0.1:${port}, MAP * 127.0.0.1`,
      '--ignore-certificate-errors',
    ],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    ignoreHTTPSErrors: true,
  })
  return {
    tab: async () => driveTab(context, await context.newPage()),
    async findPopup() {
      for (;;) {
        for (const page of context.pages()) {
          if (await page.opener()) return driveTab(context, page)
        }
        await wait(50)
      }
    },
    async close() {
      await context.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function driveTab(context: BrowserContext, page: Page): Tab {
  return {
    open: async url => void (await page.goto(url)),
    run: (body, ...args) =>
      page.evaluate(`(async function () {${body}})(...${JSON.stringify(args)})`),
    click: selector => page.locator(selector).first().click(),
    type: (selector, text) => page.locator(selector).first().pressSequentially(text),
    goBack: async () => void (await page.goBack({ waitUntil: 'commit' })),
    close: () => page.close(),
    async watchDialog() {
      // A page that nobody sees may not ask.
      await page.bringToFront()
      const session = await context.newCDPSession(page)
      const shown = new Promise<string>(resolve => {
        session.on('FedCm.dialogShown', ({ dialogId }) => resolve(dialogId))
      })
      // Without this a failure takes up to minutes.
      await session.send('FedCm.enable', { disableRejectionDelay: true })
      return async () => {
        await session.send('FedCm.selectAccount', { dialogId: await shown, accountIndex: 0 })
      }
    },
  }
}
