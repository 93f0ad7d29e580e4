import { describe, expect, it } from 'vitest'
import { OptionError, readOptions } from './options.ts'

const NAME = ['--server-name', 'api.example.com']

describe('readOptions', () => {
  it('needs only a name', () => {
    expect(readOptions(NAME)).toEqual({
      serverName: 'api.example.com',
      upstreams: [],
      certificate: '/etc/letsencrypt/live/api.example.com/fullchain.pem',
      certificateKey: '/etc/letsencrypt/live/api.example.com/privkey.pem',
      addresses: ['*', '[::]'],
      httpPort: 80,
      httpsPort: 443,
      preflight: false,
      nginx: undefined,
      out: undefined,
    })
  })

  it('accepts several servers', () => {
    const options = readOptions([...NAME, '--upstream', 'a:3000', '--upstream', '[::1]:3000'])
    expect(options?.upstreams).toEqual(['a:3000', '[::1]:3000'])
  })

  it('returns null when help is asked for', () => {
    expect(readOptions(['--help'])).toBeNull()
  })

  it.each([
    [[]],
    [['--server-name', 'api.example.com;']],
    [['--server-name', 'https://api.example.com']],
    [['--server-name', '$host']],
    [[...NAME, '--upstream', '127.0.0.1']],
    [[...NAME, '--upstream', 'a:1; }']],
    [[...NAME, '--certificate', '/tls/a b.pem']],
    [[...NAME, '--listen', '*:443']],
    [[...NAME, '--https-port', '0']],
    [[...NAME, '--nginx', 'new']],
    [[...NAME, '--prefligth']],
    [[...NAME, 'more']],
  ])('refuses %j', args => {
    expect(() => readOptions(args)).toThrow(OptionError)
  })
})
