import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildForwardedHeaders, CLEARED_HEADERS } from './request-headers.ts'

const NEXT = join(import.meta.dirname, '../../node_modules/next/dist')
const INTERNAL =
  /\b(?:x-(?:middleware|nextjs|next|now|matched|prerender|action|invoke|invocation)-[a-z-]*[a-z]|next-resume)\b/g

describe('CLEARED_HEADERS', () => {
  it('has every internal header of Next', () => {
    const named = new Set<string>()
    for (const folder of ['server', 'lib', 'shared', 'client']) {
      for (const file of readdirSync(join(NEXT, folder), { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.js')) continue
        const text = readFileSync(join(NEXT, folder, file), 'utf8')
        for (const [name] of text.matchAll(INTERNAL)) named.add(name)
      }
    }
    expect(named).toContain('x-middleware-rewrite')
    const cleared = new Set(CLEARED_HEADERS.map(name => name.toLowerCase()))
    expect([...named].filter(name => !cleared.has(name))).toEqual([])
  })

  it('has no header that the pages need', () => {
    const cleared = CLEARED_HEADERS.map(name => name.toLowerCase())
    for (const name of ['rsc', 'next-action', 'next-router-state-tree', 'next-url', 'origin'])
      expect(cleared).not.toContain(name)
  })
})

it('sets client address and host itself, with a port other than 443', () => {
  const headers = new Map(buildForwardedHeaders(new URL('https://api.example.com:8443')))
  expect(headers.get('Host')).toBe('api.example.com:8443')
  expect(headers.get('X-Forwarded-Host')).toBe('api.example.com:8443')
  expect(headers.get('X-Forwarded-Proto')).toBe('https')
  expect(headers.get('X-Forwarded-For')).toBe('$remote_addr')
})
