import type { Page } from 'playwright/test'
import type { Sites } from '../fixtures/sites.ts'

/** What the page says to the browser. */
export type AskedOfBrowser = {
  params?: Record<string, string>
  mode?: 'active' | 'passive'
  loginHint?: string
}

/** Begins to sign in on a page without any script of ours; `asking` in the page tells how it ends. */
export const askBrowser = (page: Page, { auth }: Sites, asked: AskedOfBrowser = {}) =>
  page.evaluate(
    async ([server, { params, mode = 'active', loginHint }]) => {
      const encode = (bytes: Uint8Array) =>
        btoa(String.fromCharCode(...bytes))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '')
      const verifier = encode(crypto.getRandomValues(new Uint8Array(32)))
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
      const provider = {
        configURL: `${server}/api/fedcm/config.json`,
        clientId: location.origin,
        params: {
          code_challenge: encode(new Uint8Array(digest)),
          code_challenge_method: 'S256',
          ...params,
        },
        ...(loginHint && { loginHint }),
      }
      const identity = { mode, providers: [provider] }
      globalThis.asking = navigator.credentials
        .get({ identity } as CredentialRequestOptions)
        .then(credential => (credential as unknown as { token: string }).token)
        .then(code =>
          fetch(`${server}/api/token`, {
            method: 'POST',
            body: new URLSearchParams({
              grant_type: 'authorization_code',
              client_id: location.origin,
              code,
              code_verifier: verifier,
            }),
          }),
        )
        .then(
          async answer => `${answer.status} ${(await answer.json()).token_type}`,
          error => `${error.name} ${error.error ?? ''}`.trim(),
        )
    },
    [auth, asked] as const,
  )

/** How that ended. */
export const readAsked = (page: Page) => page.evaluate(() => asking)

declare global {
  var asking: Promise<string>
}
