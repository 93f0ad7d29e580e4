import { startApache } from '../fixtures/apache.ts'
import { findFreePort } from '../fixtures/child.ts'
import { bearer, postJson } from '../fixtures/client.ts'
import { expect, test } from './test.ts'

test('Apache shows a page to whoever has signed in here, and signs out', async ({
  page,
  person,
  host,
  watch,
}) => {
  const port = await findFreePort()
  const site = `http://127.0.0.1:${port}`
  watch.allowOrigin(site)
  const registered = await postJson(
    host,
    '/api/clients',
    {
      name: 'Members',
      kind: 'confidential',
      returnAddresses: [`${site}/members/openid`],
      postLogoutAddresses: [`${site}/`],
      consent: false,
    },
    [bearer(host.adminToken)],
  )
  const { client_id: id, client_secret: secret } = registered.json<Record<string, string>>()
  const client = { id: id ?? '', secret: secret ?? '' }
  const apache = await startApache({ port, issuer: `http://localhost:${host.port}`, client })
  try {
    await page.goto(`${site}/members/`)
    await expect(page.getByText('Members', { exact: true }).first()).toBeVisible()
    await page.getByRole('textbox', { name: 'User ID' }).fill(person.uid)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'Members only' })).toBeVisible()
    const again = await page.reload()
    expect(again?.headers()['x-remote-user']).toBe(person.uid)

    await page.getByRole('link', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
    await page.goto(`${site}/members/`)
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  } finally {
    await apache.stop()
  }
})
