import { expect, it } from 'vitest'
import { recallClaims, rememberClaims } from './verified-tokens.ts'

const claims = { userId: 7, sessionId: 'a' }

it('remembers a token until it expires', () => {
  rememberClaims('one', claims, 100)
  expect(recallClaims('one', 99)).toBe(claims)
  expect(recallClaims('one', 100)).toBeNull()
  expect(recallClaims('one', 99)).toBeNull()
  expect(recallClaims('other', 0)).toBeNull()
})

it('forgets the first of more than 10,000', () => {
  for (let i = 0; i <= 10_000; i++) rememberClaims(`token ${i}`, claims, 100)
  expect(recallClaims('token 0', 0)).toBeNull()
  expect(recallClaims('token 1', 0)).toBe(claims)
  expect(recallClaims('token 10000', 0)).toBe(claims)
})
