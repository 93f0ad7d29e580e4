import { describe, expect, it } from 'vitest'
import { buildCorsPolicy, findStanding, type ListedOrigin } from '#lib/cors/policy.ts'
import { EVIL_ORIGINS } from '../../e2e/fixtures/cors-origins.ts'
import { ALLOWED_ORIGINS, PAGES } from '../../e2e/fixtures/host.ts'
import { buildOriginMap, buildOriginPatterns } from './origins.ts'

const listed: ListedOrigin[] = [
  {
    origin: 'https://*.school.example',
    mode: 'cookie',
    enabled: true,
    access: 'users',
    passwords: true,
  },
  {
    origin: 'https://*.a.school.example',
    mode: 'bearer',
    enabled: true,
    access: 'users',
    passwords: true,
  },
  {
    origin: 'https://b.school.example',
    mode: 'both',
    enabled: true,
    access: 'users',
    passwords: true,
  },
  {
    origin: 'https://c.school.example',
    mode: 'both',
    enabled: false,
    access: 'users',
    passwords: true,
  },
  {
    origin: 'https://*.off.school.example',
    mode: 'both',
    enabled: false,
    access: 'users',
    passwords: true,
  },
  { origin: 'http://[::1]:4100', mode: 'both', enabled: true, access: 'users', passwords: true },
]
const env = {
  corsOrigins: ALLOWED_ORIGINS,
  corsAccess: 'users' as const,
  corsPasswords: true,
  corsHeaders: [],
  publicUrl: new URL('https://auth.school.example'),
  port: 3000,
}
const policy = buildCorsPolicy(env, { origins: listed, headers: [] })

/** The mode that nginx finds for an origin: that of the first pattern that matches. */
function modeOf(origin: string): string {
  return buildOriginPatterns(policy).find(([source]) => new RegExp(source).test(origin))?.[1] ?? ''
}

describe('nginx and the server agree about an origin', () => {
  const names = [
    'b',
    'c',
    'x',
    'x.y',
    'x.a',
    'a',
    'x.off',
    'off',
    'X',
    '',
    '.',
    'é',
    'x'.repeat(260),
  ]
  const origins = [
    ...ALLOWED_ORIGINS,
    ...EVIL_ORIGINS,
    'https://auth.school.example',
    ...names.map(name => `https://${name}.school.example`),
    'https://school.example',
    'https://x.school.example:8443',
    'https://x.schoolxexample',
  ]
  it.each(origins)('%s', origin => {
    const who = findStanding(policy, origin)
    const known = who === 'both' || who === 'cookie' || who === 'bearer'
    expect(modeOf(origin)).toBe(known ? who : '')
  })
})

it('compares origins byte by byte, with case', () => {
  expect(buildOriginMap(policy, 'mode').join('\n')).toContain(
    `"~^${PAGES.replaceAll('.', '\\.')}$" both;`,
  )
})
