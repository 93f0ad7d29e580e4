import { expect, test } from 'vitest'
import type { ReturnAddressJson } from '#lib/clients/return-address-json.ts'
import { groupAddresses } from './group-addresses.ts'

test('each return address stands with the entry that decides about its origin', () => {
  const entries = ['https://*.example.org', 'https://*.a.example.org', 'https://x.a.example.org']
  const origins = [
    'https://x.a.example.org',
    'https://y.a.example.org',
    'https://b.example.org',
    'https://example.org',
  ]
  const grouped = groupAddresses(
    entries.map(origin => ({ origin })),
    origins.map(origin => ({ origin }) as ReturnAddressJson),
  )
  expect([...grouped].map(([entry, [first]]) => [entry, first?.origin])).toEqual([
    ['https://x.a.example.org', 'https://x.a.example.org'],
    ['https://*.a.example.org', 'https://y.a.example.org'],
    ['https://*.example.org', 'https://b.example.org'],
    [null, 'https://example.org'],
  ])
})
