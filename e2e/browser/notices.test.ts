import { postJson } from '../fixtures/client.ts'
import { addVerifiedUser, startMailHost } from '../fixtures/mail-host.ts'
import { expectAccessible } from './axe.ts'
import { test as base, expect } from './test.ts'

type Mailed = Awaited<ReturnType<typeof startMailHost>>

/** On a host that tells of sign-ins from new places. */
const test = base.extend<object, { mailed: Mailed }>({
  mailed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => {
      const mailed = await startMailHost('server.ts', { NOTICES: 'sign-in' })
      await use(mailed)
      await mailed.stop()
    },
    { scope: 'worker' },
  ],
  host: [async ({ mailed }, use) => use(mailed.host), { scope: 'worker' }],
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a notice takes an account back, and does nothing by itself', async ({
      page,
      host,
      mailed: { waitForMail },
    }) => {
      const { uid, password, email } = await addVerifiedUser(host)
      const signIn = (address: string) =>
        postJson(host, '/api/authenticate', { uid, password }, [['X-Forwarded-For', address]])
      await signIn('192.0.2.7')
      await signIn('203.0.113.7')
      const { link, code } = await waitForMail(email)
      if (javaScriptEnabled) {
        await page.goto(link)
        await expect(page.getByText(`mails a link for a new one to ${email}`)).toBeVisible()
        expect(page.url()).not.toContain('#')
        await page.setViewportSize({ width: 390, height: 800 })
        await page.emulateMedia({ colorScheme: 'dark' })
        await expectAccessible(page)
      } else {
        await page.goto(new URL('/not-me', link).href)
        await page.getByLabel('E-mail').fill(email)
        await page.getByLabel('Code').fill(code)
      }
      expect((await signIn('192.0.2.7')).status).toBe(200)
      await page.getByRole('button', { name: 'This was not me' }).click()
      await expect(page.getByText(`${uid} is signed out everywhere.`)).toBeVisible()
      expect((await signIn('192.0.2.7')).status).toBe(401)
      expect((await waitForMail(email, 2)).link).toContain('/reset#')
    })
  })
}
