import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '../fixtures/child.ts'
import { SITE_NAMES } from '../fixtures/sites.ts'
import { type Bidi, startBidi } from './bidi.ts'
import type { Engine, Mode, Profile, Tab } from './engine.ts'
import { findProgram, readProgramVersion } from './installed.ts'

type FirefoxMode = Mode & { behavior: number }

// network.cookie.cookieBehavior: 5 is "Standard", which keeps third-party cookies apart by site; 1 blocks "All
// cross-site cookies", partitioned ones too.
const modes: FirefoxMode[] = [
  {
    cookies: 'as it comes',
    server: 'auth',
    outcome: 'cookie',
    behavior: 5,
    signIn: { ways: ['popup', 'redirect', 'fedcm'], back: 'cached' },
  },
  { cookies: 'as it comes', server: 'unpartitioned', outcome: 'cookie', behavior: 5 },
  {
    cookies: 'cross-site blocked',
    server: 'auth',
    outcome: 'bearer',
    behavior: 1,
    signIn: { ways: ['popup', 'redirect', 'fedcm'], back: 'anew' },
  },
]

/** Firefox, where it is installed (Debian: firefox-esr). */
export async function findFirefox(): Promise<Engine<FirefoxMode> | null> {
  const program = findProgram(['firefox', 'firefox-esr'])
  if (!program) return null
  const name = `Firefox ${await readProgramVersion(program)}`
  return { name, modes, names: SITE_NAMES, launch: mode => launch(program, mode) }
}

async function launch(program: string, { behavior }: FirefoxMode): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-firefox-'))
  await writeFile(join(folder, 'user.js'), settings(behavior))
  const port = String(await findFreePort())
  const args = ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', port]
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  await awaitListening(child)
  const bidi = await startBidi(`ws://127.0.0.1:${port}/session`)
  return {
    tab: () => openTab(bidi),
    findPopup: () => findPopup(bidi),
    async close() {
      bidi.close()
      const ended = once(child, 'exit')
      child.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What a profile is started with: names of this machine, and silence but for the test. */
function settings(cookieBehavior: number): string {
  const values = {
    'network.dns.localDomains': Object.values(SITE_NAMES).join(','),
    'network.cookie.cookieBehavior': cookieBehavior,
    'app.normandy.enabled': false,
    'browser.safebrowsing.downloads.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.update.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'data:,',
  }
  const lines = Object.entries(values).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  )
  return lines.join('')
}

function awaitListening(child: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  let printed = ''
  return new Promise((resolve, reject) => {
    child.stderr.on('data', text => {
      printed += text
      if (/WebDriver BiDi listening/.test(printed)) resolve()
    })
    child.on('error', reject)
    child.on('exit', code =>
      reject(new Error(`Firefox ended with ${code}. It printed:\n${printed}`)),
    )
  })
}

type Located = { nodes: { sharedId: string }[] }

type Ran = {
  type: 'success' | 'exception'
  result?: { value?: string }
  exceptionDetails?: { text: string }
}

async function openTab({ send }: Pick<Bidi, 'send'>): Promise<Tab> {
  const { context } = await send<{ context: string }>('browsingContext.create', { type: 'tab' })
  return driveTab({ send }, context)
}

type Known = { contexts: { context: string; originalOpener: string | null }[] }

async function findPopup(bidi: Bidi): Promise<Tab> {
  for (;;) {
    const { contexts } = await bidi.send<Known>('browsingContext.getTree', { maxDepth: 0 })
    const popup = contexts.find(({ originalOpener }) => originalOpener)
    if (popup) return driveTab(bidi, popup.context)
    await wait(50)
  }
}

function driveTab({ send }: Pick<Bidi, 'send'>, context: string): Tab {
  const click = async (selector: string) => {
    const locator = { type: 'css', value: selector }
    const { nodes } = await send<Located>('browsingContext.locateNodes', { context, locator })
    const element = { sharedId: nodes[0]?.sharedId }
    const actions = [
      { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element } },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    await perform({ type: 'pointer', id: 'mouse', actions })
  }
  const perform = (action: object) => send('input.performActions', { context, actions: [action] })
  return {
    click,
    async type(selector, text) {
      await click(selector)
      const actions = [...text].flatMap(value => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ])
      await perform({ type: 'key', id: 'keyboard', actions })
    },
    async goBack() {
      await send('browsingContext.traverseHistory', { context, delta: -1 })
    },
    async close() {
      await send('browsingContext.close', { context })
    },
    async open(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async run<T>(body: string, ...args: unknown[]): Promise<T> {
      const call = `(async function () {${body}})(...${JSON.stringify(args)})`
      const ran = await send<Ran>('script.callFunction', {
        functionDeclaration: `async function () { return JSON.stringify(await ${call} ?? null) }`,
        target: { context },
        awaitPromise: true,
      })
      if (ran.type === 'exception') throw new Error(ran.exceptionDetails?.text)
      return JSON.parse(ran.result?.value ?? 'null')
    },
  }
}
