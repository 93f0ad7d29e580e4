import { describe, expect, test } from 'vitest'
import { choosePinnedMode, describeAppOrigin, isAppOrigin } from './app-origin.ts'
import { judgeCrossSite } from './csrf.ts'
import { MODES } from './mode.ts'
import { findOriginFault } from './origin.ts'
import { makeOwnSettings } from './policy.fixture.ts'
import { buildCorsPolicy } from './policy.ts'
import { judgeRequest } from './verdict.ts'

const ID = 'abcdefghijklmnopabcdefghijklmnop'
const UUID = '0e3d7f5a-91d4-4b62-9c1f-2f5a0c9be111'
const APPS = [
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'app://your.app',
  'app://localhost:8080',
  `chrome-extension://${ID}`,
  `moz-extension://${UUID}`,
  `safari-web-extension://${UUID.toUpperCase()}`,
]

test.each(APPS)('%s may use bearer tokens, and no cookie', origin => {
  expect(isAppOrigin(origin)).toBe(true)
  expect(MODES.map(mode => findOriginFault(origin, mode) === null)).toEqual([false, false, true])
  expect(findOriginFault(origin, 'both')?.fix).toBe('allow it for bearer tokens only')
  expect(choosePinnedMode(origin)).toBe('bearer')
})

test.each([
  ['capacitor://localhost/', 'capacitor://localhost'],
  ['capacitor://localhost/index.html', 'capacitor://localhost'],
  ['CAPACITOR://localhost', 'capacitor://localhost'],
  ['capacitor://LOCALHOST', 'capacitor://localhost'],
  ['capacitor://user@localhost', 'capacitor://localhost'],
  ['capacitor://*.example.com', 'capacitor://localhost'],
  ['capacitor://', 'capacitor://localhost'],
  ['chrome-extension://*', '32 letters'],
  [`chrome-extension://${ID}/popup.html`, '32 letters'],
  [`chrome-extension://${ID.slice(1)}`, '32 letters'],
  [`chrome-extension://${ID.toUpperCase()}`, '32 letters'],
  ['moz-extension://localhost', 'UUID'],
])('%s is nobody’s origin', (text, fix) => {
  expect(isAppOrigin(text)).toBe(false)
  expect(findOriginFault(text, 'bearer')?.problem).toContain('is not how an app or an extension')
  expect(findOriginFault(text, 'bearer')?.fix).toContain(fix)
})

test.each(['file:///home/me/site/index.html', 'file://', 'null'])('%s: serve it', text => {
  expect(findOriginFault(text, 'bearer')?.fix).toContain('npx serve -l 4100')
})

test('says who else has such an origin', () => {
  expect(describeAppOrigin('capacitor://localhost')).toMatch(/^Every app .* with Capacitor /)
  expect(describeAppOrigin(`moz-extension://${UUID}`)).toContain('another UUID')
  expect(describeAppOrigin(`chrome-extension://${ID}`)).toBeNull()
  expect(describeAppOrigin('https://you.github.io')).toBeNull()
})

describe('an app of CORS_ORIGINS', () => {
  const [app = ''] = APPS
  const policy = buildCorsPolicy(makeOwnSettings({ corsOrigins: [app] }))
  const ask = (origin: string) => {
    const facts: Record<string, string> = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    }
    const header = (name: string) => facts[name]
    return judgeRequest(policy, { method: 'OPTIONS', path: '/api/token', header })
  }

  test('is granted its own origin without credentials, and no other one', () => {
    const { status, headers } = ask(app)
    expect(status).toBe(204)
    expect(headers).toContainEqual(['Access-Control-Allow-Origin', app])
    expect(headers.map(([name]) => name)).not.toContain('Access-Control-Allow-Credentials')
    for (const other of [
      'capacitor://localhost2',
      'ionic://localhost',
      'capacitor://localhost:1',
    ]) {
      expect(ask(other)).toMatchObject({ status: 403, reason: 'origin_not_allowed' })
    }
  })

  test('changes nothing by a cookie', () => {
    const headers = new Headers({ origin: app, cookie: 'jwt=x' })
    expect(judgeCrossSite(policy, 'POST', headers)).toBe('origin_bearer_only')
    headers.set('authorization', 'Bearer x')
    expect(judgeCrossSite(policy, 'POST', headers)).toBeNull()
  })
})
