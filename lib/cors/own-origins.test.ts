import { describe, expect, test } from 'vitest'
import { makeOwnSettings } from './policy.fixture.ts'
import { buildCorsPolicy } from './policy.ts'

describe('the origins that are this server itself', () => {
  const own = (publicUrl: string, port = 3000) => [
    ...buildCorsPolicy(makeOwnSettings({ publicUrl: new URL(publicUrl), port })).own,
  ]
  test.each([
    ['https://auth.example.com', ['https://auth.example.com']],
    ['https://auth.example.com:443/', ['https://auth.example.com']],
    ['http://localhost:3000', ['http://localhost:3000', 'http://127.0.0.1:3000']],
    [
      'http://localhost',
      ['http://localhost', 'http://localhost:3000', 'http://127.0.0.1', 'http://127.0.0.1:3000'],
    ],
    [
      'https://auth.localhost:8443',
      [
        'https://auth.localhost:8443',
        'https://localhost:8443',
        'http://localhost:3000',
        'https://127.0.0.1:8443',
        'http://127.0.0.1:3000',
      ],
    ],
    ['http://[::1]:3000', ['http://[::1]:3000', 'http://localhost:3000', 'http://127.0.0.1:3000']],
  ])('%s', (publicUrl, expected) => expect(own(publicUrl)).toEqual(expected))
})
