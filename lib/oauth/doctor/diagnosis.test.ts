import { describe, expect, it, test } from 'vitest'
import type { Client } from '#lib/clients/client.ts'
import { makeListed, makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { cookie, PAGES, policy, server } from '#lib/origins/doctor/diagnose.fixture.ts'
import type { TargetFault } from '../find-target.ts'
import { diagnoseSignIn, type Findings } from './diagnosis.ts'
import { SignInQuestion, splitAddress } from './question.ts'

const KNOWN: Findings = { message: null, redirect: null, webIdentity: null }
const UNKNOWN: Findings = {
  message: { reason: 'unknown_client' },
  redirect: { reason: 'unknown_client' },
  webIdentity: null,
}
const NO_ADDRESS: Findings = {
  message: null,
  redirect: { reason: 'unknown_address', client: {} as Client, address: '' } as TargetFault,
  webIdentity: null,
}

const ask = (
  asked: { origin: string; path?: string; server?: string },
  faults = KNOWN,
  subject: Partial<Parameters<typeof diagnoseSignIn>[1]> = {},
) =>
  diagnoseSignIn(
    splitAddress(SignInQuestion.parse(asked)),
    { policy, server, cookie, ...subject },
    faults,
  )

const listRed = ({ steps }: ReturnType<typeof ask>) =>
  steps.filter(({ ok }) => !ok).map(({ id, fix }) => [id, fix?.label])

test('an allowed page: a window, the cookie where it is kept, else tokens', () => {
  const found = ask({ origin: `${PAGES}/app/` })
  expect(found).toMatchObject({
    summary: 'signIn() works in every browser.',
    works: true,
    withoutWindow: true,
    keeps: { Chrome: 'cookie', Firefox: 'cookie', Safari: 'tokens' },
  })
  expect(found.steps.map(({ id }) => id)).toEqual([
    ...['origin', 'site', 'secure', 'dialog', 'window', 'authorize', 'message', 'redirect'],
    ...['exchange', 'access', 'passwords'],
  ])
  expect(listRed(found)).toEqual([])
  expect(JSON.stringify(found.steps)).toContain(`Location: ${PAGES}/app/?code=`)
})

describe('stops before anybody is asked', () => {
  it.each([
    [
      'a page on plain http',
      { origin: 'http://pages.example.org' },
      'secure',
      'Serve the page over https',
    ],
    [
      'another address of the server',
      { origin: PAGES, server: 'http://auth.example.com' },
      'address',
      'Write https://auth.example.com in your page',
    ],
    [
      'an address that no browser writes',
      { origin: 'HTTPS://You.github.io' },
      'origin',
      'Try https://you.github.io',
    ],
  ] as const)('%s', (_what, asked, id, label) => {
    const found = ask(asked)
    expect(listRed(found)).toEqual([[id, label]])
    expect(found.steps.at(-1)?.id === 'authorize').toBe(false)
    expect([found.works, found.withoutWindow]).toEqual([false, false])
    expect(found.summary).toBe('It does not work: signIn() stops before anybody is asked.')
  })

  it.each([
    ['https://nobody.example', 'Allow this origin'],
    ['https://off.example', 'Enable this origin'],
    ['null', 'Serve its folder over http: npx serve -l 4100'],
    ['capacitor://localhost', 'Register the app'],
  ])('%s is no client', (origin, label) => {
    const found = ask({ origin }, UNKNOWN)
    expect(listRed(found).at(-1)).toEqual(['authorize', label])
    expect(found.steps.at(-1)?.id).toBe('authorize')
    expect(found.summary).toBe('It does not work: the server does not know the page.')
  })
})

test('without a return address it needs a window', () => {
  const found = ask({ origin: PAGES, path: '/app/' }, NO_ADDRESS)
  expect(listRed(found)).toEqual([['redirect', 'Allow this return address']])
  expect([found.works, found.withoutWindow]).toEqual([true, false])
  expect(found.summary).toBe(
    'signIn() works in every browser. Where the browser blocks the window, it fails.',
  )
})

test('the mode of the origin decides what the page gets', () => {
  const byToken = ask({ origin: 'https://token.example' })
  expect(byToken.keeps).toEqual({ Chrome: 'tokens', Firefox: 'tokens', Safari: 'tokens' })
  const byCookie = ask({ origin: 'https://cookie.example' })
  expect(byCookie.keeps).toEqual({ Chrome: 'cookie', Firefox: 'cookie', Safari: null })
  expect(listRed(byCookie)).toEqual([['exchange', 'Allow it for bearer tokens, too']])
  expect([byCookie.works, byCookie.summary]).toEqual([false, 'signIn() works, but not in Safari.'])
})

test('a cookie that no browser sends from another site is of no use', () => {
  const lax = { cookie: { ...cookie, sameSite: 'lax' } } as const
  expect(ask({ origin: PAGES }, KNOWN, lax).keeps.Chrome).toBe('tokens')
  const nothing = ask({ origin: 'https://cookie.example' }, KNOWN, lax)
  expect(nothing.summary).toMatch(/^It does not work: no browser keeps the cookie/)
})

test('it says what the page may do, and whether it may take passwords', () => {
  const own = makeOwnSettings({ corsOrigins: [PAGES], corsAccess: 'account', corsPasswords: false })
  const found = ask({ origin: PAGES }, KNOWN, { policy: buildCorsPolicy(own) })
  expect(listRed(found)).toEqual([['access', 'Let its pages see users']])
  expect(found.works).toBe(true)
  expect(found.summary).toMatch(/The list of users is refused to the page\.$/)
  expect(found.steps.at(-1)).toMatchObject({
    id: 'passwords',
    ok: true,
    fix: { label: 'Let its pages take passwords' },
  })
  const listed = makeListed('https://form.example')
  const granting = buildCorsPolicy(makeOwnSettings(), {
    origins: [{ ...listed, passwords: true }],
    headers: [],
  })
  expect(
    ask({ origin: 'https://form.example' }, KNOWN, { policy: granting }).steps.at(-1)?.fix,
  ).toBe(undefined)
})

test('a page of another site needs a file for the dialog of Chrome, which the doctor writes', () => {
  const webIdentity = { problem: 'https://example.com/… answers 404', fix: '' }
  const dialogOf = (origin: string) =>
    ask({ origin }, { ...KNOWN, webIdentity }).steps.find(({ id }) => id === 'dialog')
  const dialog = dialogOf(PAGES)
  expect(dialog?.cause).toContain('answers 404')
  expect(JSON.parse(dialog?.lines.slice(1).join('\n') ?? '')).toMatchObject({
    provider_urls: ['https://auth.example.com/api/fedcm/config.json'],
  })
  expect(dialog?.fix?.label).toBe(
    'Serve this file at https://example.com/.well-known/web-identity, as application/json',
  )
  expect(dialogOf('https://app.example.com')?.fix).toBeUndefined()
  expect(ask({ origin: PAGES }, { ...KNOWN, webIdentity }).works).toBe(true)
})

test('a page of the server itself gets the answer as a message', () => {
  const found = ask({ origin: server.origin })
  expect(found.steps.map(({ id }) => id)).toEqual([
    ...['origin', 'site', 'secure', 'dialog', 'window', 'authorize', 'message', 'exchange'],
  ])
  expect([found.works, found.withoutWindow]).toEqual([true, false])
})

test('a certificate that browsers refuse stands above all', () => {
  const found = ask({ origin: PAGES }, KNOWN, { certificateFault: 'it is self-signed' })
  expect(found.works).toBe(false)
  expect(found.summary).toMatch(/certificate/)
})

test('links lead back to the same question', () => {
  const found = ask({ origin: 'HTTPS://You.github.io', path: '/app/' })
  const query = new URL(found.steps[0]?.fix?.href ?? '', server).searchParams
  expect([query.get('act'), query.get('origin'), query.get('path')]).toEqual([
    ...['sign-in', PAGES, '/app/'],
  ])
})
