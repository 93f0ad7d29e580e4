import { describe, expect, it } from 'vitest'
import { type Options, readOptions } from './options.ts'
import { preamble } from './preamble.ts'
import { ownAddress, publicUrlOf, wrongSettings } from './settings.ts'

const read = (...args: string[]) =>
  readOptions(['--server-name', 'api.example.com', ...args]) as Options
const fitting = {
  publicUrl: new URL('https://api.example.com'),
  trustProxy: 1,
  host: '127.0.0.1',
}

describe('wrongSettings', () => {
  it('finds none in those that fit', () => {
    expect(wrongSettings(fitting, read())).toEqual([])
  })

  it('names all that a server without a proxy has', () => {
    const env = { publicUrl: new URL('http://localhost:3000'), trustProxy: 0, host: '0.0.0.0' }
    expect(wrongSettings(env, read())).toEqual([
      'PUBLIC_URL=https://api.example.com',
      'TRUST_PROXY=1',
      'HOST=127.0.0.1',
    ])
  })

  it('leaves it to servers elsewhere where they listen', () => {
    expect(wrongSettings({ ...fitting, host: '0.0.0.0' }, read('--upstream', 'a:3000'))).toEqual([])
  })

  it('counts a port that is not the usual one', () => {
    expect(publicUrlOf(read()).origin).toBe('https://api.example.com')
    const wrong = wrongSettings(fitting, read('--https-port', '8443'))
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
  expect(ownAddress({ host, port: 3000 })).toBe(address)
})

it('the file says how it was written, and when it has to be written anew', () => {
  expect(preamble(['--preflight'], read('--preflight'))).toMatch(
    /npm run deploy:nginx -- --preflight\n.*(?:\n.*)*PUBLIC_URL=https:\/\/api\.example\.com\n.*(?:\n.*)*nginx -t/,
  )
  expect(preamble([], read())).not.toContain('nginx -t')
})
