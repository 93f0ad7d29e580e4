import { expect, it } from 'vitest'
import { readBasicCredentials } from './basic-credentials.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

it.each([
  ['a pair', basic('lk_a:secret'), { id: 'lk_a', secret: 'secret' }],
  ['the scheme in any case', basic('a:b').replace('Basic', 'bAsIc'), { id: 'a', secret: 'b' }],
  ['a colon in the secret', basic('a:b:c'), { id: 'a', secret: 'b:c' }],
  [
    'what a form encodes',
    basic('https%3A%2F%2Fapp.example:a+b%2B%25'),
    { id: 'https://app.example', secret: 'a b+%' },
  ],
  ['no secret', basic('a:'), { id: 'a', secret: '' }],
  ['no colon', basic('a'), { id: '', secret: '' }],
  ['an escape that is none', basic('%zz:%e9'), { id: '', secret: '' }],
  ['no base64', 'Basic ???', { id: '', secret: '' }],
  ['another scheme', 'Bearer abc', null],
  ['nothing', null, null],
])('reads %s', (_, header, expected) => {
  expect(readBasicCredentials(header)).toEqual(expected)
})
