import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '../fixtures/child.ts'
import type { Engine, Mode, Profile, Tab } from './engine.ts'
import { findProgram, readProgramVersion } from './installed.ts'
import { startScreen } from './screen.ts'
import { WebDriver } from './webdriver.ts'

type WebKitMode = Mode & { options: string[] }

const modes: WebKitMode[] = [
  {
    cookies: 'as it comes',
    server: 'auth',
    outcome: 'bearer',
    options: [],
    signIn: { ways: ['redirect', 'fedcm'], back: 'cached' },
  },
  {
    cookies: 'as it comes, with ITP',
    server: 'auth',
    outcome: 'bearer',
    options: ['--enable-itp'],
    signIn: { ways: ['redirect', 'fedcm'], back: 'cached' },
  },
  {
    cookies: 'all allowed',
    server: 'auth',
    outcome: 'cookie',
    options: ['--cookies-policy=always'],
    signIn: { ways: ['redirect', 'fedcm'], back: 'cached' },
  },
]

// It asks a resolver for any other name, and takes no proxy for https from its driver.
const names = {
  auth: 'auth.localhost',
  unpartitioned: 'unpartitioned.localhost',
  pages: 'pages.localhost',
  stranger: 'stranger.localhost',
}

const BROWSERS = '/usr/{lib,libexec}/{,*/}webkit2gtk-4.*/MiniBrowser'
// Its sandbox does not run as root.
const SANDBOX = process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}

/** WebKit, where WebKitGTK's driver and Xvfb are installed (Debian: webkit2gtk-driver, xvfb). */
export async function findWebKit(): Promise<Engine<WebKitMode> | null> {
  const driver = findProgram(['WebKitWebDriver'])
  const [browser] = globSync(BROWSERS)
  const xvfb = findProgram(['Xvfb'])
  if (!driver || !browser || !xvfb) return null
  const screen = await startScreen(xvfb)
  const version = await readProgramVersion(browser, { DISPLAY: screen.display })
  screen.close()
  const programs = { driver, browser, xvfb }
  return { name: `WebKitGTK ${version}`, modes, names, launch: mode => launch(programs, mode) }
}

async function launch(
  { driver, browser, xvfb }: { driver: string; browser: string; xvfb: string },
  { options }: WebKitMode,
): Promise<Profile> {
  const screen = await startScreen(xvfb)
  const port = await findFreePort()
  const env = { ...process.env, ...SANDBOX, DISPLAY: screen.display }
  const child = spawn(driver, [`--port=${port}`], { env, stdio: 'ignore' })
  const session = await retryUntilUp(() =>
    WebDriver.start(`http://127.0.0.1:${port}`, {
      acceptInsecureCerts: true,
      'webkitgtk:browserOptions': { binary: browser, args: ['--automation', ...options] },
    }),
  )
  const [home = ''] = await session.read<string[]>('window/handles')
  let current = home
  const choose = async (handle: string) => {
    if (current !== handle) await session.send('window', { handle })
    current = handle
  }
  return {
    async tab() {
      const { handle } = await session.send<{ handle: string }>('window/new', { type: 'tab' })
      const tab = driveTab(session, () => choose(handle))
      const close = async () => {
        await tab.close()
        await choose(home)
      }
      return { ...tab, close }
    },
    async findPopup() {
      throw new Error('The driver lets no page open a window.')
    },
    async close() {
      await session.end()
      const ended = once(child, 'exit')
      child.kill()
      await ended
      screen.close()
    },
  }
}

/** @param choose makes the tab that to which commands go */
function driveTab(session: WebDriver, choose: () => Promise<void>): Tab {
  const find = async (value: string) => {
    await choose()
    const found = await session.send<object>('element', { using: 'css selector', value })
    return `element/${Object.values(found)[0]}`
  }
  return {
    async open(url) {
      await choose()
      await session.send('url', { url })
    },
    async run<T>(body: string, ...args: unknown[]): Promise<T> {
      await choose()
      return runIn<T>(session, body, args)
    },
    async click(selector) {
      await session.send(`${await find(selector)}/click`)
    },
    async type(selector, text) {
      await session.send(`${await find(selector)}/value`, { text })
    },
    async goBack() {
      await choose()
      await session.send('back')
    },
    async close() {
      await choose()
      await session.remove('window')
    },
  }
}

async function runIn<T>(session: WebDriver, body: string, args: unknown[]): Promise<T> {
  const script = `
    const { [arguments.length - 1]: done, ...args } = arguments
    const act = async function () {${body}}
    act(...Object.values(args)).then(
      value => done({ value: value ?? null }),
      error => done({ fault: String(error) }),
    )`
  const { fault, value } = await session.send<{ fault?: string; value: T }>('execute/async', {
    script,
    args,
  })
  if (fault) throw new Error(fault)
  return value
}

/** The driver says nothing when it is ready. */
async function retryUntilUp<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      await wait(50)
    }
  }
  return attempt()
}
