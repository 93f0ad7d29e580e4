import { addVerifiedUser, startMailHost } from '../fixtures/mail-host.ts'
import { test as base, expect } from './test.ts'

export { expect }

type Mailed = Awaited<ReturnType<typeof startMailHost>>
type Fixtures = {
  /** Somebody with a verified address, who is not signed in. */
  owner: Awaited<ReturnType<typeof addVerifiedUser>>
}

/** A test on a host that sends mails, to an SMTP server that the test reads. */
export const test = base.extend<Fixtures, { mailed: Mailed }>({
  mailed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern.
    async ({}, use) => {
      const mailed = await startMailHost('server.ts', { MAIL_SIGN_IN: '1' })
      await use(mailed)
      await mailed.stop()
    },
    { scope: 'worker' },
  ],
  host: [async ({ mailed }, use) => use(mailed.host), { scope: 'worker' }],
  owner: async ({ host }, use) => use(await addVerifiedUser(host)),
})
