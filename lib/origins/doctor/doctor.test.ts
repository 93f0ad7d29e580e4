import { describe, expect, test } from 'vitest'
import { makeListed, makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { ask, cookie, findStop, PAGES, policy, server } from './diagnose.fixture.ts'
import { diagnose } from './doctor.ts'
import { Question } from './question.ts'

describe('where a call stops, and what fixes it', () => {
  const NO_FIX = expect.any(String)
  test.each([
    [{}, ['none', true, true, '']],
    [{ method: 'PATCH', 'content-type': 'application/json' }, ['none', true, true, '']],
    [{ origin: server.origin, method: 'DELETE' }, ['none', true, true, '']],
    [{ origin: '' }, ['origin', false, false, NO_FIX]],
    [{ origin: 'you.github.io' }, ['origin', false, false, `Try ${PAGES}`]],
    [{ origin: `${PAGES}/blog?x#y` }, ['origin', false, false, `Try ${PAGES}`]],
    [{ origin: 'https://*.github.io' }, ['origin', false, false, NO_FIX]],
    [{ method: 'TRACE' }, ['method', false, false, 'Try GET']],
    [{ origin: 'https://new.example' }, ['answer', true, false, 'Allow this origin']],
    [
      { origin: 'https://new.example', method: 'PUT' },
      ['preflight-answer', false, false, 'Allow this origin'],
    ],
    [{ origin: 'https://new.example', method: 'POST' }, ['csrf', true, false, NO_FIX]],
    [{ origin: 'https://off.example' }, ['answer', true, false, 'Enable this origin']],
    [{ origin: 'http://new.example' }, ['answer', true, false, 'Allow it for bearer tokens']],
    [{ method: 'patch' }, ['preflight-answer', false, false, 'Send PATCH instead']],
    [{ method: 'PURGE' }, ['preflight-answer', false, false, 'Send GET instead']],
    [{ headers: 'X-One, Accept' }, ['preflight-answer', false, false, 'Do not send x-one']],
    [
      { origin: 'https://cookie.example', headers: 'Authorization' },
      ['preflight-answer', false, false, 'Do not send authorization'],
    ],
    [{ origin: 'https://token.example' }, ['none', true, true, '']],
    [{ origin: 'https://token.example', method: 'DELETE' }, ['none', true, true, '']],
    [
      { origin: 'https://token.example', credentials: 'include' },
      ['answer', true, false, 'Use bearer tokens, as /client.js does'],
    ],
    [
      { origin: 'https://token.example', method: 'POST', credentials: 'include' },
      ['csrf', true, false, 'Send a token instead of the cookie'],
    ],
    [
      {
        origin: 'https://token.example',
        headers: 'Authorization',
        credentials: 'omit',
        method: 'DELETE',
      },
      ['none', true, true, ''],
    ],
  ])('%j', (asked, found) => {
    expect(findStop(asked)).toEqual(found)
  })

  test('the origin "null" is red, and the call is still judged', () => {
    const { steps } = ask({ origin: 'null' })
    const red = steps.filter(({ ok }) => !ok).map(({ id }) => id)
    expect(red).toEqual(['origin', 'cookie', 'answer', 'readable'])
    expect(steps.find(({ id }) => id === 'answer')?.cause).toMatch(/no origin of its own/)
  })
})

test('a header that only Chrome sends without a preflight is red, though Chrome gets through', () => {
  const { summary, steps, preflighted, reached, readable } = ask({ headers: 'Save-Data, Accept' })
  expect([preflighted, reached, readable]).toEqual([false, true, true])
  expect(summary).toMatch(/^It works only in Chrome/)
  const step = steps.find(({ id }) => id === 'preflight')
  expect(step).toMatchObject({ ok: false, fix: { label: 'Do not send save-data' } })
  expect(step?.cause).toMatch(/ask for save-data, and the server refuses.* plain value of accept /)
  const asked: Record<string, string> = {
    origin: PAGES,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'save-data',
  }
  const call = { method: 'OPTIONS', path: '/api/users', header: (name: string) => asked[name] }
  expect(judgeRequest(policy, call).reason).toBe('header_not_allowed')
  expect(ask({ origin: server.origin, headers: 'Save-Data' }).summary).toMatch(/in every browser/)
})

test('“only in Chrome” is not said where Chrome does not send the cookie either', () => {
  const question = Question.parse({ origin: PAGES, headers: 'Save-Data' })
  const told = diagnose(question, {
    policy,
    server,
    cookie: { ...cookie, sameSite: 'lax' },
  })
  expect(told.summary).toMatch(/^Only Chrome sends the call, without the cookie/)
  expect(told.cookie).toEqual({ Chrome: false, Firefox: false, Safari: false })
})

test('browsers that do not send the call send no cookie', () => {
  const { cookie } = ask({ headers: 'Save-Data' })
  expect(cookie).toEqual({ Chrome: true, Firefox: false, Safari: false })
})

test('a question that names no credentials is about what the origin is allowed to do', () => {
  const asked = ask({ origin: 'https://token.example', headers: 'X-Origin' })
  expect(asked.summary).toBe('It works, without the cookie.')
  const lines = asked.steps.find(({ id }) => id === 'preflight')?.lines
  expect(lines).toContain('Access-Control-Request-Headers: authorization,x-origin')
})

test('another scheme makes another site in Chrome alone', () => {
  const site = (cookie: Parameters<typeof diagnose>[1]['cookie']) =>
    diagnose(Question.parse({ origin: 'http://app.example.com' }), { policy, server, cookie })
  for (const sameSite of ['lax', 'none'] as const) {
    const told = site({ ...cookie, sameSite })
    expect(told.cookie).toEqual({ Chrome: sameSite === 'none', Firefox: true, Safari: true })
    expect(told.steps.find(({ id }) => id === 'site')?.cause).toMatch(/the scheme alone/)
  }
})

test('two names of this machine are two sites, and the fix is the name that the server has', () => {
  const local = new URL('http://localhost:3000')
  const shape = { name: 'jwt', sameSite: 'lax', secure: false, partitioned: false } as const
  const at = (origin: string) => {
    const own = makeOwnSettings({ corsOrigins: [PAGES], publicUrl: local })
    const subject = {
      policy: buildCorsPolicy(own, { origins: [makeListed(origin)], headers: [] }),
      server: local,
      cookie: shape,
    }
    return diagnose(Question.parse({ origin }), subject)
  }
  const { summary, steps } = at('http://127.0.0.1:4500')
  expect(summary).toContain('in every browser the cookie is not sent')
  const fixes = steps.flatMap(({ id, fix }) => (fix ? [[id, fix.label]] : []))
  const fix = 'Open the page at http://localhost:4500'
  expect(fixes).toEqual([
    ['site', fix],
    ['cookie', fix],
  ])
  expect(steps.find(({ id }) => id === 'site')?.cause).toContain('two names of one machine')
  expect(at('http://localhost:4500').summary).toBe('It works in every browser.')
})

test('Chrome asks the user before a page from the internet calls a local network', () => {
  const subject = { policy, server: new URL('http://localhost:3000'), cookie }
  const stepsOf = (origin: string, to = subject) =>
    diagnose(Question.parse({ origin }), to).steps.map(({ id }) => id)
  expect(stepsOf(PAGES)).toContain('local-network')
  expect(stepsOf('http://127.0.0.1:4500')).not.toContain('local-network')
  expect(stepsOf(PAGES, { ...subject, server })).not.toContain('local-network')
  const home = { ...subject, server: new URL('https://192.168.1.7') }
  expect(stepsOf(PAGES, home)).toContain('local-network')
})

test('knows apps and extensions, and files', () => {
  const app = ask({ origin: 'capacitor://localhost' })
  expect(app.steps[0]).toMatchObject({ ok: true, cause: expect.stringContaining('an app') })
  expect(app.steps.find(({ fix }) => fix)?.fix).toMatchObject({
    label: 'Use /client.js, which needs no cookie',
  })
  expect(app.steps.find(({ id }) => id === 'answer')?.fix).toMatchObject({
    label: 'Allow it for bearer tokens',
    href: '/origins/new?origin=capacitor%3A%2F%2Flocalhost',
  })
  const [file] = ask({ origin: 'file:///home/me/index.html' }).steps
  expect(file).toMatchObject({ ok: false, cause: expect.stringContaining('npx serve -l 4100') })
  const nowhere = ask({ origin: 'null' }).steps.find(({ id }) => id === 'answer')
  expect(nowhere?.fix?.label).toContain('npx serve -l 4100')
})
