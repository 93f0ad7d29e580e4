import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import sharp from 'sharp'
import { buildShellLaunch } from '../e2e/browser/chromium.ts'
import { signInOn } from '../e2e/browser/oauth-test.ts'
import { createMember } from '../e2e/fixtures/people.ts'
import { type Sites, startSites } from '../e2e/fixtures/sites.ts'

// `npm run pictures`: takes the pictures of docs/sign-in.md, from the build in .next.

const DOCS = join(import.meta.dirname, '../docs')
/** Names that a reader knows. */
const NAMES = {
  auth: 'auth.example.com',
  pages: 'you.github.io',
  unpartitioned: 'auth.example.net',
  stranger: 'stranger.example.net',
}

const sites = await startSites(NAMES, { at443: true })
const { args = [], ...launch } = buildShellLaunch()
const rules = `--host-resolver-rules=MAP *:443 127.0.0.1:${sites.port}`
const browser = await chromium.launch({ ...launch, args: [...args, rules] })
try {
  await takePictures(await browser.newContext({ ignoreHTTPSErrors: true }), sites)
} finally {
  await browser.close()
  await sites.stop()
}

async function takePictures(context: BrowserContext, { host, pages }: Sites): Promise<void> {
  const ada = await createMember(host, { uid: 'ada', name: 'Ada Lovelace' })
  await createMember(host, { uid: 'grace', name: 'Grace Hopper' })
  const page = await context.newPage()
  await page.setViewportSize({ width: 420, height: 360 })
  await page.goto(`${pages}/client-site/`)
  const button = page.getByRole('button', { name: 'Sign in' })
  await button.waitFor()
  await take(page, 'sign-in-page')

  const opening = page.waitForEvent('popup')
  await button.click()
  const popup = await opening
  await popup.setViewportSize({ width: 420, height: 640 })
  await popup.getByRole('textbox', { name: 'User ID' }).fill('ada')
  await take(popup, 'sign-in-window')

  await signInOn(popup, ada)
  await page.getByText('You are Ada Lovelace.').waitFor()
  await take(page, 'sign-in-done')
}

/** Few colours keep a picture small. */
async function take(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  await sharp(picture)
    .png({ palette: true, colours: 64, effort: 10 })
    .toFile(join(DOCS, `${name}.png`))
}
