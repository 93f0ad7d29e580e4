import { describeWebIdentity, findWebIdentityFault } from '#lib/origins/web-identity.ts'
import type { HomeAnswer } from '../fixtures/sites.ts'
import { askBrowser, readAsked } from './ask-browser.ts'
import { test } from './fedcm.ts'
import { expect } from './sites.ts'

const JSON_TYPE = 'application/json'

/** What the registrable domain answers, and what the doctor says of it: nothing where the dialog works. */
function listAnswers(auth: string): [answer: HomeAnswer, problem: string | null][] {
  const { url, file } = describeWebIdentity(new URL(auth))
  const { provider_urls, accounts_endpoint, login_url } = file
  const other = 'https://login.example.test/fedcm.json'
  const make = (said: object, differs: Partial<HomeAnswer> = {}): HomeAnswer => ({
    status: 200,
    type: JSON_TYPE,
    text: JSON.stringify(said),
    ...differs,
  })
  return [
    [make(file), null],
    [make(file, { type: 'application/json; charset=utf-8' }), null],
    [make({ provider_urls }), null],
    [make({ provider_urls: [other], accounts_endpoint, login_url }), null],
    [make(file, { status: 404 }), `${url} answers 404`],
    [make(file, { status: 503 }), `${url} answers 503`],
    [make(file, { type: 'text/plain' }), `${url} answers as text/plain`],
    [make(file, { text: '<!doctype html>' }), `${url} does not answer with JSON`],
    [make({}), `${url} has no provider_urls`],
    [make({ provider_urls: [other] }), `${url} names another server`],
    [make({ provider_urls: [...provider_urls, other] }), `${url} names another server`],
    [
      make({ provider_urls, accounts_endpoint: `${auth}/accounts`, login_url }),
      `${url} names another server`,
    ],
    [
      make({ provider_urls, accounts_endpoint, login_url: `${auth}/login` }),
      `${url} names another server`,
    ],
  ]
}

test.afterEach(({ sites }) => sites.offerFedcm(false))

test('the dialog opens where the doctor finds nothing, and fails for each fault that it names', async ({
  bare: { page, shown },
  sites,
}) => {
  const wanted = describeWebIdentity(new URL(sites.auth))
  for (const [answer, problem] of listAnswers(sites.auth)) {
    sites.offerFedcm(answer)
    expect(findWebIdentityFault(wanted, answer)?.problem ?? null).toBe(problem)
    await askBrowser(page, sites)
    if (problem === null) await shown.dismiss(await shown.next())
    expect(await readAsked(page), problem ?? 'no fault').toBe('NetworkError')
    expect(shown.count(), problem ?? 'no fault').toBe(0)
  }
})

test('the dialog follows a redirect, as the doctor does', async ({
  bare: { page, shown },
  sites,
}) => {
  const redirect = { status: 302, type: 'text/plain', text: '' }
  sites.offerFedcm({ ...redirect, location: `${sites.auth}/.well-known/web-identity` })
  await askBrowser(page, sites)
  await shown.dismiss(await shown.next())
  expect(await readAsked(page)).toBe('NetworkError')
  sites.offerFedcm({ ...redirect, location: `${sites.auth}/.well-known/jwks.json` })
  await askBrowser(page, sites)
  expect(await readAsked(page)).toBe('NetworkError')
  expect(shown.count()).toBe(0)
})
