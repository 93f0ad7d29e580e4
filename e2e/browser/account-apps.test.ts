import { bearer, send } from '../fixtures/client.ts'
import { addClient, allowClient, signInAtClient } from '../fixtures/oauth-clients.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an application is listed, and its access withdrawn', async ({ page, host, member }) => {
      const id = await addClient(host, { name: 'Class wiki' })
      await allowClient(host, member, id, 'openid email')
      const { access_token } = await signInAtClient(host, member, id, { scope: 'openid' })
      const userinfo = { path: '/api/userinfo', headers: [bearer(access_token)] }
      expect((await send(host, userinfo)).status).toBe(200)
      await page.goto('/account')
      const apps = page.getByRole('region', { name: 'Applications' })
      await expect(apps).toContainText('Class wiki')
      await expect(apps).toContainText('Sees your e-mail address')
      await expect(apps).not.toContainText('date of birth')
      await expect(apps).toContainText('last used')
      if (javaScriptEnabled) await expectAccessible(page)
      await apps.getByRole('button', { name: 'Withdraw the access of Class wiki' }).click()
      await expect(apps).toContainText('Class wiki has no access any more.')
      await expect(apps).toContainText('No other site or application has access')
      expect((await send(host, userinfo)).status).toBe(401)
    })
  })
}
