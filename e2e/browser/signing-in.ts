import type { Page } from 'playwright/test'
import type { AuthError, SignInOptions } from '../../client/client.d.ts'
import type { Person } from '../fixtures/people.ts'
import { signInOn } from './oauth-test.ts'
import { expect } from './sites.ts'

declare global {
  // In the pages of which somebody signs in.
  var signing: Promise<string>
  var stopping: AbortController
}

/** Begins to sign in; `signing` in the page tells who has, or why not. */
export const begin = (page: Page, options: SignInOptions = {}) =>
  page.evaluate(options => {
    globalThis.stopping = new AbortController()
    globalThis.signing = auth.signIn({ ...options, signal: stopping.signal }).then(
      ({ uid }) => uid,
      (error: AuthError) => (error.name === 'AuthError' ? error.code : error.name),
    )
  }, options)

/** The uid of who has signed in, or the code of why nobody has. */
export const readOutcome = (page: Page) => page.evaluate(() => signing)

/** Begins to sign in by a window, which is returned. */
export async function beginByPopup(page: Page, options: SignInOptions = {}): Promise<Page> {
  const opening = page.waitForEvent('popup')
  await begin(page, options)
  return opening
}

/** Signs somebody in by a window of the server. */
export async function signInByPopup(page: Page, person: Person): Promise<void> {
  await signInOn(await beginByPopup(page), person)
  expect(await readOutcome(page)).toBe(person.uid)
}
