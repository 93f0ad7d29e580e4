import { expect, test } from 'vitest'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { completeQuestion, Question } from './question.ts'

const policy = buildCorsPolicy(
  {
    corsOrigins: ['https://both.example'],
    publicUrl: new URL('https://auth.example'),
    port: 3000,
    corsAccess: 'users',
    corsPasswords: true,
    corsHeaders: [],
  },
  {
    origins: [
      {
        origin: 'https://token.example',
        mode: 'bearer',
        enabled: true,
        access: 'users',
        passwords: true,
      },
      {
        origin: 'https://*.token.example',
        mode: 'bearer',
        enabled: true,
        access: 'users',
        passwords: true,
      },
      {
        origin: 'https://off.example',
        mode: 'bearer',
        enabled: false,
        access: 'users',
        passwords: true,
      },
      {
        origin: 'https://cookie.example',
        mode: 'cookie',
        enabled: true,
        access: 'users',
        passwords: true,
      },
    ],
    headers: [],
  },
)

test.each([
  ['https://token.example', {}, 'omit', ['Authorization']],
  ['https://a.token.example', { headers: 'X-Origin' }, 'omit', ['X-Origin', 'Authorization']],
  ['https://token.example', { headers: 'authorization' }, 'omit', ['authorization']],
  ['https://token.example', { credentials: 'include' }, 'include', []],
  ['https://both.example', { credentials: 'omit' }, 'omit', []],
  ['https://both.example', {}, 'include', []],
  ['https://cookie.example', {}, 'include', []],
  ['https://off.example', {}, 'include', []],
  ['https://unknown.example', {}, 'include', []],
  ['null', {}, 'include', []],
])('a page of %s that asks with %j: %s', (origin, asked, credentials, headers) => {
  const question = completeQuestion(Question.parse({ origin, ...asked }), policy)
  expect(question).toMatchObject({ credentials, headers })
})
