import { describe, expect, it } from 'vitest'
import { type Options, readOptions } from './options.ts'
import { buildPreamble } from './preamble.ts'
import { findOwnAddress, findWrongSettings, makePublicUrl } from './settings.ts'

const read = (...args: string[]) =>
  readOptions(['--server-name', 'api.example.com', ...args]) as Options
const fitting = {
  publicUrl: new URL('https://api.example.com'),
  trustProxy: 1,
  host: '127.0.0.1',
}

describe('findWrongSettings', () => {
  it('finds none in settings that fit', () => {
    expect(findWrongSettings(fitting, read())).toEqual([])
  })

  it('names all that are wrong in the settings of a server without a proxy', () => {
    const env = { publicUrl: new URL('http://localhost:3000'), trustProxy: 0, host: '0.0.0.0' }
    expect(findWrongSettings(env, read())).toEqual([
      'PUBLIC_URL=https://api.example.com',
      'TRUST_PROXY=1',
      'HOST=127.0.0.1',
    ])
  })

  it('accepts any HOST when the servers are on other machines', () => {
    expect(
      findWrongSettings({ ...fitting, host: '0.0.0.0' }, read('--upstream', 'a:3000')),
    ).toEqual([])
  })

  it('expects a port other than 443 in PUBLIC_URL', () => {
    expect(makePublicUrl(read()).origin).toBe('https://api.example.com')
    const wrong = findWrongSettings(fitting, read('--https-port', '8443'))
    expect(wrong).toEqual(['PUBLIC_URL=https://api.example.com:8443'])
  })
})

it.each([
  ['127.0.0.1', '127.0.0.1:3000'],
  ['0.0.0.0', '127.0.0.1:3000'],
  ['::', '127.0.0.1:3000'],
  ['::1', '[::1]:3000'],
  ['localhost', 'localhost:3000'],
])('HOST=%s is reached at %s', (host, address) => {
  expect(findOwnAddress({ host, port: 3000 })).toBe(address)
})

it('the file says how it was written, and when to write it again', () => {
  expect(buildPreamble(['--preflight'], read('--preflight'))).toMatch(
    /npm run deploy:nginx -- --preflight\n.*(?:\n.*)*PUBLIC_URL=https:\/\/api\.example\.com\n.*(?:\n.*)*nginx -t/,
  )
  expect(buildPreamble([], read())).not.toContain('nginx -t')
})
