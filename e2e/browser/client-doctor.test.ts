import type { Page } from 'playwright/test'
import type { AuthError } from '../../client/client.d.ts'
import { bearer, send } from '../fixtures/client.ts'
import { allowOrigin, removeOrigin } from '../fixtures/origins.ts'
import { BLANK_PATH, type Sites } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import { signInOn } from './oauth-test.ts'
import { expect, test } from './sites.ts'

type Kept = 'cookie' | 'tokens' | null
type Told = { withoutWindow: boolean; keeps: Record<'Chrome' | 'Safari', Kept> }

/** The browsers that Chromium stands for: itself, and one that keeps no partitioned cookies. */
const ENGINES = [
  ['Chrome', {}],
  ['Safari', { unpartitioned: true }],
] as const

const ask = async ({ host, stranger }: Sites) => {
  const query = new URLSearchParams({ origin: stranger + BLANK_PATH })
  const path = `/api/cors/check/sign-in?${query}`
  return (await send(host, { path, headers: [bearer(host.adminToken)] })).json<Told>()
}

for (const mode of ['both', 'cookie', 'bearer'] as const) {
  for (const [engine, tampering] of ENGINES) {
    test(`the doctor knows what ${engine} keeps of a sign-in, where ${mode} is allowed`, async ({
      open,
      person,
      sites,
    }) => {
      const entry = await allowOrigin(sites.host, { origin: sites.stranger, mode })
      sites.tamper(tampering)
      const page = await open({ origin: sites.stranger })
      const opening = page.waitForEvent('popup')
      const signing = page.evaluate(() =>
        auth.signIn().then(
          ({ uid }) => uid,
          ({ code }: AuthError) => code,
        ),
      )
      const popup = await opening
      const { keeps } = await ask(sites)
      if (keeps[engine] === null) {
        expect(await signing).toBe('cookies_blocked')
      } else {
        await signInOn(popup, person)
        expect(await signing).toBe(person.uid)
        expect(await readCarriage(page, sites)).toBe(keeps[engine])
      }
      sites.tamper()
      await removeOrigin(sites.host, entry)
    })
  }
}

test('the doctor knows whom /authorize does not know', async ({ open, sites }) => {
  for (const enabled of [null, false]) {
    const entry =
      enabled === null ? null : await allowOrigin(sites.host, { origin: sites.stranger, enabled })
    expect((await ask(sites)).keeps.Chrome).toBeNull()
    const page = await open({ origin: sites.stranger })
    const opening = page.waitForEvent('popup')
    await page.evaluate(() => void auth.signIn().catch(() => {}))
    await expect((await opening).getByRole('heading')).toHaveText('This site is not known here')
    if (entry) await removeOrigin(sites.host, entry)
  }
})

test('the doctor knows whether it works without a window', async ({ open, sites }) => {
  const entry = await allowOrigin(sites.host, { origin: sites.stranger })
  for (const isAllowed of [false, true]) {
    if (isAllowed) await addReturnAddress(sites.host, sites.stranger + BLANK_PATH)
    expect((await ask(sites)).withoutWindow).toBe(isAllowed)
    const page = await open({ origin: sites.stranger })
    await page.evaluate(() => void auth.signIn({ mode: 'redirect' }))
    const heading = isAllowed ? 'Sign in' : 'This return address is not known'
    await expect(page.getByRole('heading')).toHaveText(heading)
  }
  await removeOrigin(sites.host, entry)
})

/** By what the page says whose its calls are. */
async function readCarriage(page: Page, sites: Sites): Promise<Kept> {
  sites.asked.length = 0
  await page.evaluate(() => auth.fetch('/api/id'))
  const by = sites.asked.find(({ path }) => path === '/api/id')?.by
  return by === 'cookie' ? 'cookie' : by === 'bearer' ? 'tokens' : null
}
