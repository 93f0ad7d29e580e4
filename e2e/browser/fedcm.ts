import type { BrowserContext, CDPSession, Page } from 'playwright/test'
import type { Person } from '../fixtures/people.ts'
import { BLANK_PATH, type Sites } from '../fixtures/sites.ts'
import { buildChromiumLaunch } from './chromium.ts'
import { signInOn } from './oauth-test.ts'
import { test as base, expect } from './sites.ts'

/** A dialog of the browser, and what it shows. */
type Dialog = {
  dialogId: string
  dialogType: string
  title: string
  accounts: { accountId: string; name: string; email: string; loginState?: string }[]
}
type Button = 'ConfirmIdpLoginContinue' | 'ErrorGotIt' | 'ErrorMoreDetails'

/** The browser's own dialogs on a page. */
export type Dialogs = {
  /** Waits for the next one. */
  next(): Promise<Dialog>
  /** How many were shown that nobody has waited for. */
  count(): number
  /** Chooses the first account. */
  choose(dialog: Dialog): Promise<void>
  click(dialog: Dialog, dialogButton: Button): Promise<void>
  dismiss(dialog: Dialog): Promise<void>
}

type Watched = { page: Page; shown: Dialogs }
type Fixtures = {
  dialogs(page: Page): Promise<Dialogs>
  /** A page without any script of ours, where `person` is signed in at the server. */
  bare: Watched
  /** The same with the client. */
  connected: Watched
}

/**
 * A test of FedCM, in the whole Chromium: that without windows knows no FedCM. What stands at the port 443 of any name is
 * on this machine, and third-party cookies are blocked.
 */
export const test = base.extend<Fixtures>({
  launchOptions: [
    async ({ sites }, use) => {
      const { args = [], ...options } = buildChromiumLaunch()
      const switches = [
        `--host-resolver-rules=MAP *:443 127.0.0.1:${sites.port}, MAP * 127.0.0.1`,
        // What the browser asks by itself heeds no `ignoreHTTPSErrors`.
        '--ignore-certificate-errors',
        '--test-third-party-cookie-phaseout',
      ]
      await use({ ...options, args: [...args, ...switches] })
    },
    { scope: 'worker' },
  ],
  dialogs: async ({ context }, use) => {
    await use(async page => {
      // A page that nobody sees yet may not ask.
      await page.bringToFront()
      await page.evaluate(() => new Promise(seen => requestAnimationFrame(seen)))
      return watchDialogs(await context.newCDPSession(page))
    })
  },
  bare: async ({ context, dialogs, person, sites }, use) => {
    await signInAtServer(context, sites.auth, person)
    const page = await openPage(context, sites)
    await use({ page, shown: await dialogs(page) })
  },
  connected: async ({ context, dialogs, open, person, sites }, use) => {
    await signInAtServer(context, sites.auth, person)
    const page = await open()
    await use({ page, shown: await dialogs(page) })
  },
})

/** Signs a person in at the server, in a tab of its own. */
export async function signInAtServer(
  context: BrowserContext,
  server: string,
  person: Person,
): Promise<void> {
  const page = await context.newPage()
  await page.addInitScript(noteLoginStatus)
  await page.goto(`${server}/login`)
  await signInOn(page, person)
  await page.waitForURL(`${server}/users`)
  await awaitLoginStatus(page, 'logged-in')
  await page.close()
}

/** Notes, in a page of the server, which login status its script has told the browser. */
export function noteLoginStatus(): void {
  const { login } = navigator
  if (!login) return
  const setStatus = login.setStatus.bind(login)
  login.setStatus = async status => {
    await setStatus(status)
    globalThis.loginStatus = status
  }
}

/** Waits until such a page has told it. */
export async function awaitLoginStatus(page: Page, status: string): Promise<void> {
  const read = () => page.evaluate(() => globalThis.loginStatus).catch(() => undefined)
  await expect.poll(read).toBe(status)
}

/** Opens a page that may sign people in, without any script of ours. */
export async function openPage(context: BrowserContext, { pages }: Sites): Promise<Page> {
  const page = await context.newPage()
  await page.goto(pages + BLANK_PATH)
  return page
}

/** What the server was asked. */
export const readPaths = ({ asked }: Sites) => asked.map(({ path }) => path)

async function watchDialogs(session: CDPSession): Promise<Dialogs> {
  const shown: Dialog[] = []
  let wake = () => {}
  session.on('FedCm.dialogShown', dialog => {
    shown.push(dialog as Dialog)
    wake()
  })
  // Without this a failure takes up to minutes, so that pages learn nothing of who is signed in.
  await session.send('FedCm.enable', { disableRejectionDelay: true })
  await session.send('FedCm.resetCooldown')
  return {
    async next() {
      while (shown.length === 0) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      return shown.shift() as Dialog
    },
    count: () => shown.length,
    async choose({ dialogId }) {
      await session.send('FedCm.selectAccount', { dialogId, accountIndex: 0 })
    },
    async click({ dialogId }, dialogButton) {
      await session.send('FedCm.clickDialogButton', { dialogId, dialogButton })
    },
    async dismiss({ dialogId }) {
      await session.send('FedCm.dismissDialog', { dialogId, triggerCooldown: false })
    },
  }
}

declare global {
  var loginStatus: string | undefined
}
