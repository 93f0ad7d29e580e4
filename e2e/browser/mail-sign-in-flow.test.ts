import { startOAuthApp } from '../fixtures/oauth-app.ts'
import { addConfidentialClient } from '../fixtures/oauth-clients.ts'
import { expect, test } from './mail-test.ts'
import { buildAuthorizePath } from './oauth-test.ts'

const BACK = /\/callback\?code=[\w-]+&state=s-1&iss=http/

for (const isOpen of [true, false]) {
  const where = isOpen ? 'the window that asked' : 'the window of the link'
  test(`a sign-in for another site goes on by the link of the mail, in ${where}`, async ({
    page,
    context,
    host,
    watch,
    owner,
    mailed,
  }) => {
    const app = await startOAuthApp()
    watch.allowOrigin(app.origin)
    const row = { name: 'The Wiki', returnAddresses: app.callback }
    const { id } = await addConfidentialClient(host, row)
    await page.goto(buildAuthorizePath(id, app.callback))
    await page.getByLabel('User ID or e-mail address').fill(owner.uid)
    await page.getByRole('button', { name: 'Mail me a code' }).click()
    await expect(page.getByLabel('Code of the mail')).toBeVisible()
    const linked = await context.newPage()
    if (!isOpen) await page.close()
    await linked.goto((await mailed.waitForMail(owner.email)).link)
    await linked.getByRole('button', { name: 'Go on signing in' }).click()
    await expect(isOpen ? page : linked).toHaveURL(BACK)
    // One code came of it.
    expect(app.asked.map(({ method }) => method)).toEqual(['GET'])
    app.stop()
  })
}
