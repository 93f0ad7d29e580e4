import type { Page } from 'playwright/test'
import { makeAuthorizationRequest } from '../fixtures/authorize.ts'
import { type OAuthApp, startOAuthApp } from '../fixtures/oauth-app.ts'
import { addConfidentialClient } from '../fixtures/oauth-clients.ts'
import type { Person } from '../fixtures/people.ts'
import { test as base } from './test.ts'

type Fixtures = {
  /** An application that is registered, and its client id. */
  app: OAuthApp & { clientId: string; consentingId: string }
}

/** A test of how people sign in for an application. */
export const test = base.extend<Fixtures>({
  app: async ({ host, watch }, use) => {
    const app = await startOAuthApp()
    watch.allowOrigin(app.origin)
    const row = { name: 'The Wiki', returnAddresses: app.callback }
    const { id: clientId } = await addConfidentialClient(host, row)
    const { id: consentingId } = await addConfidentialClient(host, { ...row, consent: true })
    await use({ ...app, clientId, consentingId })
    app.stop()
  },
})

/** The path at which a client begins. */
export function buildAuthorizePath(
  clientId: string,
  address: string,
  differs: Record<string, string> = {},
): string {
  const { fields } = makeAuthorizationRequest(clientId, { redirect_uri: address, ...differs })
  return `/authorize?${new URLSearchParams(fields)}`
}

/** Signs in on the page that asks for it. */
export async function signInOn(page: Page, { uid, password }: Person): Promise<void> {
  await page.getByRole('textbox', { name: 'User ID' }).fill(uid)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
