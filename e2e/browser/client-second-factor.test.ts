import type { Page } from 'playwright/test'
import type { AuthError } from '../../client/client.d.ts'
import { addTwoFactorUser } from '../fixtures/ways/start-host.ts'
import { makeWord } from '../fixtures/ways/word/word-way.ts'
import { callApi, expect, readSignedInUid, test } from './sites.ts'

declare global {
  // In the page whose form asks for a second factor.
  var needed: AuthError
}

test.afterEach(({ sites }) => sites.tamper())

/** Signs in as far as the password goes: what the page is told. */
const beginLogin = (page: Page, uid: string, password: string) =>
  page.evaluate(
    async ([uid, password]) => {
      globalThis.needed = await auth.login(uid, password).catch(error => error)
      return [needed.code, needed.ways]
    },
    [uid, password] as const,
  )

/** Goes on with a code: the uid of who is signed in then, or why nobody is. */
const goOn = (page: Page, code: string) =>
  page.evaluate(
    code =>
      needed.continueWith?.(code).then(
        ({ uid }) => uid,
        (error: AuthError) => error.code,
      ),
    code,
  )

for (const unpartitioned of [false, true]) {
  const means = unpartitioned ? 'bearer' : 'cookie'
  test(`a form of the page’s own asks once for the second factor: by ${means}`, async ({
    open,
    sites,
  }) => {
    sites.tamper({ unpartitioned })
    const { uid, password } = await addTwoFactorUser(sites.host)
    const page = await open()
    expect(await beginLogin(page, uid, 'not the password')).toEqual(['wrong_password', undefined])
    expect(await beginLogin(page, uid, password)).toEqual(['second_factor_required', ['word']])
    expect(await readSignedInUid(page)).toBeNull()
    expect(await goOn(page, 'not the word')).toBe('second_factor_wrong')
    expect(await goOn(page, makeWord(uid))).toBe(uid)
    expect(await page.evaluate(() => told)).toEqual([uid])
    expect(await callApi(page)).toBe(200)
    expect(sites.asked.at(-1)?.by).toBe(means)
    expect(await goOn(page, makeWord(uid)), 'it is over').toBe('invalid_session')
    expect(await readSignedInUid(page)).toBe(uid)
  })
}
