import { expect, test } from 'vitest'
import { makeListed, makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { completeQuestion, Question } from './question.ts'

const policy = buildCorsPolicy(makeOwnSettings({ corsOrigins: ['https://both.example'] }), {
  origins: [
    makeListed('https://token.example', 'bearer'),
    makeListed('https://*.token.example', 'bearer'),
    makeListed('https://off.example', 'bearer', false),
    makeListed('https://cookie.example', 'cookie'),
  ],
  headers: [],
})

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
