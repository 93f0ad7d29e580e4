import { expect, test } from 'vitest'
import { computeRelation, isSameSiteBarScheme } from './site.ts'

test.each([
  ['https://auth.example.com', 'https://auth.example.com', 'same-origin'],
  ['https://app.example.com', 'https://auth.example.com', 'same-site'],
  ['https://example.com', 'https://auth.example.com', 'same-site'],
  ['https://auth.example.com:8443', 'https://auth.example.com', 'same-site'],
  ['http://auth.example.com', 'https://auth.example.com', 'cross-site'],
  ['https://example.org', 'https://auth.example.com', 'cross-site'],
  ['https://a.co.uk', 'https://b.co.uk', 'cross-site'],
  // Public suffixes of the private part, too.
  ['https://you.github.io', 'https://other.github.io', 'cross-site'],
  ['https://x.you.github.io', 'https://you.github.io', 'same-site'],
  ['http://localhost:4100', 'http://localhost:3000', 'same-site'],
  ['http://127.0.0.1:3000', 'http://localhost:3000', 'cross-site'],
  ['http://127.0.0.1:4100', 'http://127.0.0.1:3000', 'same-site'],
  ['http://127.0.0.1', 'http://127.0.0.2', 'cross-site'],
  ['http://app.localhost:3000', 'http://localhost:3000', 'cross-site'],
  ['http://a.app.localhost', 'http://b.app.localhost', 'same-site'],
  ['null', 'https://auth.example.com', 'cross-site'],
])('%s calls %s: %s', (origin, server, relation) => {
  expect(computeRelation(origin, new URL(server))).toBe(relation)
})

test.each([
  ['http://app.example.com', 'https://auth.example.com', true],
  ['https://localhost:8443', 'http://localhost:3000', true],
  ['http://example.org', 'https://auth.example.com', false],
  ['http://you.github.io', 'https://other.github.io', false],
  ['null', 'https://auth.example.com', false],
])('apart from the scheme, %s and %s are the same site: %s', (origin, server, same) => {
  expect(isSameSiteBarScheme(origin, new URL(server))).toBe(same)
})
